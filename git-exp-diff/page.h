#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "base/time.h"
#include "comparison.h"

/// What people read, but for the code. What follows the sides begins with an empty line each.
namespace exp_diff {

struct Look {
  std::size_t width = 0;  ///< columns of the terminal; 0: as wide as it gets
  bool colour = false;
};

/// A line for each side: name, commit, state, age; for two of them as git diff names its files.
std::string format_sides(const std::vector<Side>& sides, base::Timestamp now, const Look& look);

/// The differences of two: the command word by word, then a table for each section, metrics with their difference.
std::string format_pair(const std::vector<Side>& sides, const std::vector<Difference>& differences, const Look& look);

/// The differences of any number in one table: a row for each, a column for each side.
struct TableText {
  std::string text;
  std::size_t dropped_columns = 0;  ///< that did not fit
};
TableText format_table(const std::vector<Side>& sides, const std::vector<Difference>& differences, const Look& look);

std::string format_title(const std::string& title, const Look& look);

}  // namespace exp_diff
