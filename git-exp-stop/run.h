#pragma once

#include "options.h"

namespace exp_stop {

/// Status 0 if all that was named has ended (or, without waiting, was asked to), 1 if some did not, or a pattern
/// names none.
int run(const Options& options);

}  // namespace exp_stop
