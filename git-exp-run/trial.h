#pragma once

#include "experiment/store.h"
#include "options.h"

namespace exp_run {

/// `--trial`: runs the program with the variables of a run, in `__result__/.trial/<uuid>/`, which is said and kept until the
/// next trial. No tag, no record, no set entry; a dirty tree and an unborn branch are fine. Returns the program's status.
int run_trial(const experiment::Store& store, const Options& options);

}  // namespace exp_run
