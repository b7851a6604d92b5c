#pragma once

#include "options.h"

namespace exp_log {

/// Shows a run's log. Status 1 if there is none, its folder is not here, or, when it was followed, its end cannot be
/// seen: it is lost, or the folder was removed; 130 after ^C.
int run(const Options& options);

}  // namespace exp_log
