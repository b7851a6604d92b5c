#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "queue/submission.h"

/// What the process does that the dispatcher has forked for a run.
namespace queue {

/// Each place has its own processors, of those that we may use; nothing where `cpus` is 0.
void pin_to_processors(std::int64_t place, std::int64_t cpus);

/// Processors that this process may use.
std::int64_t count_usable_processors();

/// The record of a run of a submission; nothing if it is not there, or of another run.
std::optional<experiment::Record> find_record_of(const experiment::Store& store, const QueuedRun& run);

/// Claims and supervises it. `variables` of the program, "NAME=value". Returns the exit status; 125 if it does not wait any more.
int supervise_queued(const experiment::Store& store, const Submission& submission, const QueuedRun& run,
                     const std::vector<std::string>& variables);

/// Becomes git-exp-continue, beside our own program, so that it is this process that attends the run. Returns only by
/// a UserError.
int take_up_again(const experiment::Store& store, const Submission& submission, const QueuedRun& run,
                  const std::vector<std::string>& variables);

}  // namespace queue
