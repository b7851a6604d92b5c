#pragma once

#include "options.h"

namespace exp_use {

/// Chooses, shows or forgets the current experiment and run. 0; 1 if it is asked for and there is none.
int run(const Options& options);

}  // namespace exp_use
