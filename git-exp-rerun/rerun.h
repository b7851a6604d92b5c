#pragma once

#include <vector>

#include "experiment/index.h"
#include "options.h"
#include "supervise/background.h"

namespace exp_rerun {

/// The new run, as it is when its program has ended.
struct Rerun {
  experiment::Record record;
  experiment::RunPaths paths;
  int exit_status = 0;
};

/// A new run of the original's commit, command, folder, parameters and variables with this seed: the next number of its
/// experiment, whose tag is made again if it is gone. Attended here until it ends; in the background, if that is where we are
/// (it is let go then). Throws base::UserError while there is no run yet.
Rerun rerun(const experiment::Store& store, const experiment::ResolvedRun& original, const experiment::Seed& seed,
            const Options& options, supervise::Background* background = nullptr);

/// The same for several seeds, one after the other, in the background: all have their numbers and records when it returns. Returns the
/// exit status.
int queue_reruns(const experiment::Store& store, const experiment::ResolvedRun& original,
                 const std::vector<experiment::Seed>& seeds, const Options& options);

}  // namespace exp_rerun
