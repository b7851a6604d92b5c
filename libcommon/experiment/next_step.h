#pragma once

#include <string>

#include "experiment/index.h"
#include "experiment/run_state.h"

namespace experiment {

/// What to type about a run that ended badly, or whose owner is gone, for one hint: "git exp-continue asr/3   takes it up,
/// git exp-log asr/3   shows what it printed". The first where it was stopped or lost, or left a checkpoint. "" for all
/// other runs, those whose folder is not here, and those whose program was never started (why has been said).
std::string next_step(const Store& store, const ResolvedRun& run, const RunState& state);

}  // namespace experiment
