#pragma once

#include <optional>

#include "experiment/fork.h"
#include "options.h"

namespace exp_run {

/// What --fork names, which is said; nothing without it. UserError where it is not there.
std::optional<experiment::ForkPoint> find_fork(const experiment::Store& store, const Options& options);

/// Into the record of a new run: whose checkpoint it starts from, and the words of its first attempt.
void describe_fork(const experiment::Store& store, const experiment::ForkPoint& fork, experiment::Record& record);

}  // namespace exp_run
