#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "table/grid.h"

namespace table {

/// A grid of texts that somebody has put together: lists, small tables. Nothing is a missing value.
class ListGrid final : public Grid {
 public:
  using Row = std::vector<std::optional<std::string>>;

  /// Each row has a text, or none, for each heading.
  ListGrid(std::vector<Heading> headings, std::vector<Row> rows)
      : headings_(std::move(headings)), rows_(std::move(rows)) {}

  const std::vector<Heading>& headings() const override { return headings_; }
  std::size_t size() const override { return rows_.size(); }
  std::unique_ptr<Cursor> open() const override { return std::make_unique<ListCursor>(rows_); }

 private:
  class ListCursor final : public Cursor {
   public:
    explicit ListCursor(const std::vector<Row>& rows) : rows_(rows) {}
    const std::vector<Cell>& read(std::size_t row) override {
      cells_.clear();
      for (const auto& text : rows_[row]) cells_.push_back(text ? Cell(*text) : Cell());
      return cells_;
    }

   private:
    const std::vector<Row>& rows_;
    std::vector<Cell> cells_;
  };

  std::vector<Heading> headings_;
  std::vector<Row> rows_;
};

}  // namespace table
