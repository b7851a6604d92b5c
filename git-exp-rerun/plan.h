#pragma once

#include <vector>

#include "experiment/index.h"
#include "options.h"

namespace exp_rerun {

/// Throws base::UserError for a run that cannot be run again: a record of a newer version or without a command, a commit
/// that is not here, with --verify one that did not finish.
void require_repeatable(const experiment::Store& store, const experiment::ResolvedRun& run, const Options& options);

/// The runs that are meant, looked up and allowed before the first one starts. Throws base::UserError: unknown or
/// ambiguous, somebody else's record without --trust or a yes; of a single one also what require_repeatable() finds.
std::vector<experiment::ResolvedRun> plan_runs(const experiment::Store& store, const Options& options);

/// The seeds that each of them runs with.
std::vector<experiment::Seed> plan_seeds(const experiment::Record& original, const Options& options);

}  // namespace exp_rerun
