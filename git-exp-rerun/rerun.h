#pragma once

#include "experiment/index.h"
#include "options.h"

namespace exp_rerun {

/// The new run, as it is when its program has ended.
struct Rerun {
  experiment::Record record;
  experiment::RunPaths paths;
  int exit_status = 0;
};

/// A new run of the original's commit, command, folder, parameters and variables with this seed: the next number of its
/// experiment, whose tag is made again if it is gone. Attended here until it ends. Throws base::UserError while there is
/// no run yet.
Rerun rerun(const experiment::Store& store, const experiment::ResolvedRun& original, const experiment::Seed& seed,
            const Options& options);

}  // namespace exp_rerun
