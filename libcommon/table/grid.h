#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "table/cell.h"
#include "table/column.h"

namespace table {

/// A column as the writers see it.
struct Heading {
  std::string title;
  Kind kind = Kind::info;
  std::optional<Direction> direction;  ///< which value is best, where that is known
  bool always_text = false;            ///< a tag "2024" is no number
  bool always_shown = false;           ///< never dropped: the run's name, a group's size
};

/// Headings and rows of cells, made row by row. Immutable; each thread opens its own cursor.
class Grid {
 public:
  class Cursor {
   public:
    virtual ~Cursor() = default;
    /// A cell per heading; valid until the next call.
    virtual const std::vector<Cell>& read(std::size_t row) = 0;
  };

  virtual ~Grid() = default;
  virtual const std::vector<Heading>& headings() const = 0;
  virtual std::size_t size() const = 0;
  virtual std::unique_ptr<Cursor> open() const = 0;
};

}  // namespace table
