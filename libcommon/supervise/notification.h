#pragma once

#include <cstdint>
#include <string>

#include "experiment/invocation.h"
#include "experiment/record.h"
#include "experiment/store.h"

namespace supervise {

/// How an attempt ended, as whoever is told of it gets to know.
struct EndNotice {
  int exit_status = 0;  ///< what exp-run returns: 124 after a timeout
  std::string line;     ///< the closing line
};

inline constexpr std::int64_t longest_notification_ms = 30'000;

/// Runs the user's `command` by `sh -c` at the top of the work tree, standard input empty, with GIT_EXP_RUN, _TAG, _ID,
/// _UUID, _DIR, _RECORD, _STATE, _EXIT, _DURATION (whole seconds) and _MESSAGE; returns when it has ended, after `longest_ms`
/// at most: it and what it started are then killed. Its output is shown with -v, and where it fails, which is a warning.
/// Never throws; nothing of the run depends on it. An empty command does nothing.
void notify(const experiment::Store& store, const experiment::Record& record, const experiment::RunPaths& paths,
            const std::string& command, const EndNotice& notice, std::int64_t longest_ms = longest_notification_ms);

}  // namespace supervise
