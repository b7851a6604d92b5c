#pragma once

#include <optional>
#include <string>
#include <vector>

#include "experiment/fork.h"
#include "options.h"

namespace exp_run {

/// What --fork names, which is said; nothing without it. UserError where it is not there.
std::optional<experiment::ForkPoint> find_fork(const experiment::Store& store, const Options& options);

/// Into the record of a new run: whose checkpoint it starts from, and the words of its first attempt.
void describe_fork(const experiment::Store& store, const experiment::ForkPoint& fork, experiment::Record& record);

/// Pure: `command` with exp.resumeArgs at its end, unless it says itself where `{resume}` stands; empty if that is `command`.
std::vector<std::string> words_of_fork(const std::vector<std::string>& command,
                                       const std::vector<std::string>& resume_words);

}  // namespace exp_run
