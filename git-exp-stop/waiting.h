#pragma once

#include <cstdint>
#include <vector>

#include "experiment/index.h"
#include "experiment/run_watch.h"
#include "options.h"

namespace exp_stop {

/// A run that was asked to stop.
struct Stopping {
  experiment::ResolvedRun run;
  std::int64_t attempt;  ///< the one that was asked
};

/// Waits until they have ended, and says of each how; what is waited for is said after two seconds. One that was asked in all ways that
/// the options allow, and goes on, is given up. Returns how many of them still run.
std::size_t wait_for_end(const experiment::Store& store, const std::vector<Stopping>& runs, const Options& options);

}  // namespace exp_stop
