#pragma once

#include "options.h"

namespace exp_diff {

/// Shows what differs between runs: how they were set up, what came out, the world around them, the code. Status 1 if a
/// commit that is needed is not here, and with --exit-code if anything differs.
int run(const Options& options);

}  // namespace exp_diff
