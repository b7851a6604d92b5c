#pragma once

#include <cstddef>
#include <vector>

#include "experiment/index.h"
#include "options.h"

namespace exp_stop {

struct Choice {
  std::vector<experiment::ResolvedRun> runs;
  std::size_t unmatched = 0;  ///< patterns that no active run matches; said
};

/// What the words name, each run once: whatever its state where it is named itself; of a pattern, and with --all, active ones. Without
/// words and --all the current run (git exp-use), which is said; UsageError if there is none.
Choice choose_runs(const experiment::Store& store, const Options& options);

}  // namespace exp_stop
