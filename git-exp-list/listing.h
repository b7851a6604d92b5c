#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "options.h"
#include "table/list_grid.h"

namespace exp_list {

/// A cell: what is shown, and what it is sorted by where that is no text.
struct Field {
  std::optional<std::string> text;
  std::optional<double> number = std::nullopt;
};

struct ListColumn {
  table::Heading heading;
  std::vector<std::string> names;  ///< by which --sort may call it; the first is said to the user
};

/// Rows and columns of a list; which rows are shown, in which order.
class Listing {
 public:
  explicit Listing(std::vector<ListColumn> columns) : columns_(std::move(columns)) {}

  /// A field for each column.
  void add(std::vector<Field> row);
  /// Numbers by value and before texts, these as people count, missing ones last in either direction; stable.
  /// UsageError if there is no such column.
  void sort(const SortBy& by);
  void keep_first(std::size_t count);

  /// Numbers of the rows, as they were added.
  const std::vector<std::size_t>& order() const { return order_; }
  /// Of the columns that have a text at all.
  table::ListGrid grid() const;

 private:
  std::size_t find_column(const std::string& name) const;

  std::vector<ListColumn> columns_;
  std::vector<std::vector<Field>> rows_;
  std::vector<std::size_t> order_;
};

}  // namespace exp_list
