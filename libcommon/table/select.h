#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "table/column.h"
#include "table/filter.h"
#include "table/grid.h"

/// Which rows and columns of a table are shown, and in which order.
namespace table {

/// Row numbers of a Table, in the order shown.
using RowList = std::vector<std::uint32_t>;
RowList all_rows(const Table& table);
/// Keeps the rows that match; the filter must be bound.
void keep_matching(const Table& table, const Filter& filter, RowList& rows);

struct SourceKey {
  Source source;
  bool descending = false;
};
/// By the first key, then the next …; stable. Numbers come before NaN, these before text, and missing values last, in
/// either direction; text is compared bytewise.
void sort_rows(const Table& table, const std::vector<SourceKey>& keys, RowList& rows);

Heading make_heading(const Table& table, const Column& column);

/// Those rows and columns of a table. With `precision`, metrics have so many digits after the point and parameters so
/// many significant ones (format.h); without it all is as the program wrote it. The table must outlive the grid.
std::unique_ptr<Grid> make_grid(const Table& table, RowList rows, std::vector<Column> columns,
                                std::optional<int> precision = {});

/// The columns that do not hold the same value (or none) in every row. With fewer than two rows, all; always those
/// that are always shown.
std::vector<std::size_t> changed_columns(const Grid& grid);
std::unique_ptr<Grid> keep_columns(std::unique_ptr<Grid> grid, std::vector<std::size_t> columns);

/// Decides the order of two values: negative, 0 or positive, as described at sort_rows().
class SortValue {
 public:
  explicit SortValue(Cell cell);
  int compare(const SortValue& other, bool descending) const;

 private:
  enum class Rank : std::uint8_t { number, nan, text, missing };
  std::string_view text_;
  double number_ = 0;
  Rank rank_;
};

}  // namespace table
