#pragma once

#include <string>
#include <vector>

#include "experiment/index.h"

namespace exp_run {

/// Why a run ended badly, in a few lines for people: the last ones that the last attempt's program printed, then what our own bookkeeping
/// said ("the program was not started: …"). None if nobody said anything.
std::vector<std::string> what_went_wrong(const experiment::KnownRun& run);

}  // namespace exp_run
