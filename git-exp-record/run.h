#pragma once

#include "options.h"

namespace exp_record {

/// Puts runs into a set or takes them out, and writes their label and message; or publishes what waits. Everything that
/// is named is found first: if one thing is unknown, nothing is changed and the status is 1.
int run(const Options& options);

}  // namespace exp_record
