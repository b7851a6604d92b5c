#pragma once

#include <set>
#include <string>

#include "experiment/index.h"

namespace exp_stop {

/// Takes a queued run out of its queue: its first attempt is claimed, so that nobody starts it any more, and the record says that
/// it was interrupted, and is published; its waiter is told. False if somebody started it first. The id of its submission is added to
/// `submissions`. Throws base::file_error.
bool cancel(const experiment::Store& store, const experiment::KnownRun& run, std::set<std::string>& submissions);

/// A run that failed, and that its waiter wants to take up again, stays as it is. False if that is not so (any more).
bool give_up_retry(const experiment::Store& store, const std::string& uuid, std::set<std::string>& submissions);

/// Nobody looks after a submission without a waiter: where none of its runs waits any more, it goes.
void remove_if_done(const experiment::Store& store, const std::string& submission_id);

}  // namespace exp_stop
