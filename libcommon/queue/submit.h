#pragma once

#include <cstddef>
#include <functional>
#include <string>

#include "experiment/fork.h"
#include "queue/submission.h"

namespace queue {

/// Claims so many runs, queued, and puts them into the queue together, as one submission of this user and host: all of them, or, on
/// a UserError and after ^C, none. `record_at` describes each (a uuid of its own, state queued, no attempt); with `fork` each gets
/// a copy of that checkpoint.
Submission submit_runs(const experiment::Store& store, const Terms& terms, std::size_t count,
                       const std::function<experiment::Record(std::size_t)>& record_at,
                       const experiment::ForkPoint* fork = nullptr);

/// Says which runs wait and what one types next, and leaves a process behind that starts them. False, and said, if there is none: they
/// stay queued then.
bool leave_behind(const experiment::Store& store, const Submission& submission);

}  // namespace queue
