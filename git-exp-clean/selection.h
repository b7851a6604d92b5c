#pragma once

#include <set>
#include <string>
#include <vector>

#include "experiment/index.h"

namespace exp_clean {

/// What the words mean.
struct Selection {
  std::vector<experiment::ResolvedRun> runs;  ///< each once, evaluations before their run
  std::set<std::string> tags;                 ///< experiments that were named as a whole
  std::size_t fetched = 0;                    ///< runs of these that are a remote's: passed over
};

/// `all` is everything that is known. An experiment means all its runs that are ours. UserError for what is unknown, with
/// what can be done about a folder of an older tool.
Selection select_runs(const experiment::Store& store, const std::vector<experiment::KnownRun>& all,
                      const std::vector<std::string>& words);

}  // namespace exp_clean
