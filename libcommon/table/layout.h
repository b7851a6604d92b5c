#pragma once

#include <cstddef>
#include <vector>

/// How columns share a terminal's width. For this module only.
namespace table {

struct ColumnNeed {
  std::size_t natural = 0;  ///< width at which nothing is shortened
  std::size_t least = 0;    ///< below it the column says nothing: it goes
  bool always_shown = false;
  std::size_t rank = 0;  ///< who stays when not all can: lower first
};

struct ColumnLayout {
  std::vector<std::size_t> shown;   ///< columns, in their order
  std::vector<std::size_t> widths;  ///< of the shown ones
};

/// Fits columns, `gap` blanks between them, into `width` (0: without limit). First the widest are shortened, all to
/// the same width; where even the least widths do not fit, columns of high rank go, and the others share what is
/// left.
ColumnLayout lay_out(const std::vector<ColumnNeed>& needs, std::size_t width, std::size_t gap);

}  // namespace table
