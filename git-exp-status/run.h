#pragma once

#include "options.h"

namespace exp_status {

/// Status 0; 130 after ^C.
int run(const Options& options);

}  // namespace exp_status
