#pragma once

#include <string_view>

#include "table/grid.h"
#include "table/table.h"

namespace fuzz {

/// A few rows with what filters and columns ask for.
const table::Table& small_table();
/// Every format is what it has to be: JSON can be read, text has nothing that a terminal would obey, and so on.
void check_formats(const table::Grid& grid);

}  // namespace fuzz
