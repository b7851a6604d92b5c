#pragma once

#include "options.h"

namespace exp_clean {

/// Shows what would be removed, or with --force removes it: runs with their folders and records, and the names of
/// experiments without a run. If one run is refused nothing is removed, and the status is 1.
int run(const Options& options);

}  // namespace exp_clean
