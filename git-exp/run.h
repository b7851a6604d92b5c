#pragma once

#include "options.h"

namespace exp_overview {

/// Starts the named command in our place, or shows the overview and the commands: to stdout, exit status 0 outside a
/// repository as well.
int run(const Options& options);

}  // namespace exp_overview
