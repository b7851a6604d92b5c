#pragma once

#include "look.h"
#include "options.h"

namespace exp_status {

/// Looks each second until ^C. On a terminal the last look is shown in the place of the one before, as much of it as fits; elsewhere a
/// line is printed for each run when it has changed. Status 130.
int watch(const experiment::Store& store, base::Timestamp since, const Options& options);

}  // namespace exp_status
