#pragma once

#include <vector>

#include "experiment/index.h"
#include "options.h"

namespace exp_rerun {

/// The runs that are meant, looked up and allowed before the first one starts. Throws base::UserError: unknown or ambiguous, a
/// record of a newer version or without a command, a commit that is not here, somebody else's record without --trust
/// or a yes, with --verify one that did not finish.
std::vector<experiment::ResolvedRun> plan_runs(const experiment::Store& store, const Options& options);

/// The seeds that each of them runs with.
std::vector<experiment::Seed> plan_seeds(const experiment::Record& original, const Options& options);

}  // namespace exp_rerun
