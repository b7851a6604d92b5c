#pragma once

#include "options.h"

namespace exp_continue {

/// Takes up one run; the status is the program's.
int run(const Options& options);

}  // namespace exp_continue
