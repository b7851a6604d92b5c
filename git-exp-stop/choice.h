#pragma once

#include <vector>

#include "experiment/index.h"
#include "options.h"

namespace exp_stop {

/// What the words name, each run once: whatever its state where it is named itself; of a pattern, and with --all, active ones.
/// That nothing is active is said.
std::vector<experiment::ResolvedRun> choose_runs(const experiment::Store& store, const Options& options);

}  // namespace exp_stop
