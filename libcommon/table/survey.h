#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "table/grid.h"

/// What formats for people want to know of a column before they write its first row.
namespace table {

struct ColumnTraits {
  bool numeric = false;  ///< more numbers than texts: set to the right
  bool varies = false;
  std::optional<double> best;  ///< its direction known, and not all of its numbers equal

  bool is_best(Cell cell) const;
};

/// One pass over the grid.
std::vector<ColumnTraits> survey(const Grid& grid);

}  // namespace table
