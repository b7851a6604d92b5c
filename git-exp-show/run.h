#pragma once

#include "options.h"

namespace exp_show {

/// Shows runs, one after the other. Status 1 if the folder of one is not here, where its folder, log or files are asked
/// for; the others are shown.
int run(const Options& options);

}  // namespace exp_show
