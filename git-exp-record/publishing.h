#pragma once

#include "options.h"

namespace exp_record {

/// Publishes the records that wait, and adds their runs to the set of exp.autoRecord. For hooks: without work it starts
/// no more than git's own answer to where we are.
int publish_elsewhere(const Options& options);

}  // namespace exp_record
