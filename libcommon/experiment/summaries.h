#pragma once

#include <functional>
#include <string>
#include <vector>

#include "experiment/index.h"

namespace experiment {

struct SummaryKind {
  std::string name;  ///< of the file that keeps them: "experiments"
  std::string key;   ///< what a summary depends on beside the runs: settings, and a number for its form
  /// Of all runs of a part. Depends on nothing that passes while they stay as they are: not on the time, not on tags.
  std::function<std::string(std::vector<KnownRun> runs)> summarise;
};

/// What `summarise` makes of every known run, part by part: runs with a commit, a tag or a uuid in common are in one
/// part, in the order of load_all_runs_in_brief(), and as brief. In no order. Only parts are read of which a note has
/// changed or, by what stat() says of run folders and records, a run: the others' summaries are kept. Of an active run
/// nothing is kept. What cannot be read is warned of each time, never fatal.
std::vector<std::string> load_summaries(const Store& store, const SummaryKind& kind);

}  // namespace experiment
