#pragma once

#include "experiment/index.h"
#include "experiment/store.h"
#include "supervise/supervisor.h"

namespace queue {

/// UserError for a run that does not wait to be started, or whose folder is not here.
void require_queued(const experiment::KnownRun& run);

/// Claims attempt 1 of a queued run for this process, then supervises it until its record is published, in a checkout of its
/// commit (see supervise::CodePlace), from its checkpoint if it is a fork. `record` is as read from its folder. UserError if somebody else starts it, or has
/// cancelled it. `is_first` of a submission: it is looked for, and said, what of the live tree the programs may miss.
supervise::AttemptEnd start_queued(const experiment::Store& store, experiment::Record& record,
                                   const experiment::RunPaths& paths, supervise::Attendance attendance,
                                   bool is_first = true);

}  // namespace queue
