#pragma once

#include "options.h"

namespace exp_title {

/// Writes each set's title file: new names are added, what the user chose, ordered or commented out stays. Status 1 if
/// a set or one of its runs is unknown; the rest is done.
int run(const Options& options);

}  // namespace exp_title
