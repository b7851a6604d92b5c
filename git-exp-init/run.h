#pragma once

#include "options.h"

namespace exp_init {

/// Makes what is missing and says so; nothing is changed that is there. With `check` only lists it (status 1 if
/// anything is missing).
int run(const Options& options);

}  // namespace exp_init
