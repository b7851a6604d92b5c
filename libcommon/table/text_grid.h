#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "table/grid.h"

namespace table {

/// Rows of finished text.
class TextGrid final : public Grid {
 public:
  using Row = std::vector<std::optional<std::string>>;

  std::vector<Heading> titles;
  std::vector<Row> rows;

  const std::vector<Heading>& headings() const override { return titles; }
  std::size_t size() const override { return rows.size(); }
  std::unique_ptr<Grid::Cursor> open() const override { return std::make_unique<Reader>(*this); }

 private:
  class Reader final : public Grid::Cursor {
   public:
    explicit Reader(const TextGrid& grid) : grid_(grid), cells_(grid.titles.size()) {}
    const std::vector<Cell>& read(std::size_t row) override {
      for (std::size_t c = 0; c < cells_.size(); ++c) {
        const auto& text = grid_.rows[row][c];
        cells_[c] = text ? Cell(*text) : Cell();
      }
      return cells_;
    }

   private:
    const TextGrid& grid_;
    std::vector<Cell> cells_;
  };
};

}  // namespace table
