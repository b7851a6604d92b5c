#pragma once

#include "experiment/record.h"
#include "experiment/store.h"

namespace exp_run {

/// Prints to stdout what a run would be: name, commit, seed, the exact command, folder, paths, and the variables that differ
/// from ours. Writes nothing. Returns 0.
int show_dry_run(const experiment::Store& store, experiment::Record record, bool experiment_exists);

}  // namespace exp_run
