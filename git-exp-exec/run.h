#pragma once

#include "options.h"

namespace exp_exec {

/// Supervises a prepared run (state queued, its folder and record on disk) in this process. Exactly one supervisor gets it: the
/// attempt is claimed by exclusive creation. Returns the program's exit status.
int run(const Options& options);

}  // namespace exp_exec
