#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "experiment/store.h"
#include "queue/submission.h"

namespace queue {

/// Goes on with a submission in the background: a process of its own takes its office and starts what waits. False if
/// somebody else attends to it. On return its office is taken. Call while there is no other thread. Throws UserError.
bool attend_in_background(const experiment::Store& store, const Submission& submission);

/// That for every submission of this repository that nobody attends to: after a reboot, a ^C, a waiter that was killed. The
/// ids of those taken up.
std::vector<std::string> resume(const experiment::Store& store);

}  // namespace queue
