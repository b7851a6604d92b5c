#pragma once

#include <string>
#include <vector>

#include "experiment/run_lookup.h"

namespace exp_title {

/// What the runs of a set have, in the order in which it is met first.
struct SetNames {
  std::vector<std::string> params, metrics;
  std::vector<experiment::LookupFault> unknown;  ///< of the entries that are no run
};

/// Reads the runs' folders, and for those that are not here what is published of them.
SetNames collect_names(const experiment::Store& store, const std::vector<std::string>& entries);

}  // namespace exp_title
