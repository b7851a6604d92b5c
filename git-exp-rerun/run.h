#pragma once

#include "options.h"

namespace exp_rerun {

/// Runs again what is named. One run: the program's status; several: 1 if one did not finish. With --verify: 0 if all
/// agree, 1 if one differs or failed.
int run(const Options& options);

}  // namespace exp_rerun
