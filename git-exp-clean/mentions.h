#pragma once

#include <vector>

#include "experiment/index.h"

namespace exp_clean {

/// Warns of what names the runs and stays: sets, runs that were made from them, copies of their folders.
void tell_mentions(const experiment::Store& store, const std::vector<experiment::KnownRun>& all,
                   const std::vector<experiment::ResolvedRun>& removed);

}  // namespace exp_clean
