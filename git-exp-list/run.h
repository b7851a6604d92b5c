#pragma once

#include "options.h"

namespace exp_list {

/// Lists experiments, or runs. Status 1 if what was named or asked for matches nothing; an empty repository is fine.
int run(const Options& options);

}  // namespace exp_list
