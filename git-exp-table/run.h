#pragma once

#include "options.h"

namespace exp_table {

/// Reads the runs, makes the table, writes and prints it. Status 1 if a set or one of its runs is unknown, or a table file
/// could not be made; the rest is done.
int run(const Options& options);

}  // namespace exp_table
