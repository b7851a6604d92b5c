#pragma once

#include "options.h"

namespace exp_run {

/// Runs the program as a run of its experiment, in the foreground. Returns the program's exit status (124 after --timeout).
/// Throws base::UserError before the program starts; then no run was made.
int run(const Options& options);

}  // namespace exp_run
