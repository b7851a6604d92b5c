#pragma once

#include "experiment/index.h"

namespace exp_stop {

/// Takes a queued run out of its queue: its first attempt is claimed, so that nobody starts it any more, and the record says that
/// it was interrupted, and is published. False if somebody started it first. Throws base::file_error.
bool cancel(const experiment::Store& store, const experiment::KnownRun& run);

}  // namespace exp_stop
