#include "table/grid.h"

#include <cmath>

#include "table/format.h"
#include "table/select.h"

namespace table {

namespace {

/// What is known of a run and is a number; all else (a tag "2024", a uuid) is text whatever it looks like.
bool is_number_field(const std::string& name) {
  return name == "id" || name == "seed" || name == "duration";
}

std::size_t significant_digits(std::string_view number) {
  std::size_t digits = 0;
  for (const char c : number) {
    if (c == 'e' || c == 'E') break;
    if (c >= '0' && c <= '9' && (c != '0' || digits > 0)) ++digits;
  }
  return digits;
}

/// The rounded text, or nothing where the cell stays as it is.
std::optional<std::string> rounded(Cell cell, Kind kind, int precision) {
  if (kind == Kind::info || is_whole_number(cell.text())) return std::nullopt;
  const auto number = cell.number();
  if (!number || !std::isfinite(*number)) return std::nullopt;
  if (kind == Kind::metric) return round_decimals(*number, precision);
  // A learning rate of 1e-5 must not become 0.00: parameters keep significant digits.
  if (significant_digits(cell.text()) <= static_cast<std::size_t>(precision)) return std::nullopt;
  return round_significant(*number, precision);
}

class TableGrid final : public Grid {
 public:
  TableGrid(const Table& table, RowList rows, std::vector<Column> columns, std::optional<int> precision)
      : table_(table), rows_(std::move(rows)), columns_(std::move(columns)), precision_(precision) {
    for (const Column& column : columns_) headings_.push_back(make_heading(table_, column));
  }

  const std::vector<Heading>& headings() const override { return headings_; }
  std::size_t size() const override { return rows_.size(); }
  std::unique_ptr<Grid::Cursor> open() const override { return std::make_unique<Reader>(*this); }

 private:
  class Reader final : public Grid::Cursor {
   public:
    explicit Reader(const TableGrid& grid)
        : grid_(grid), row_(grid.table_), cells_(grid.columns_.size()), texts_(grid.columns_.size()) {}

    const std::vector<Cell>& read(std::size_t row) override {
      row_.read(grid_.rows_[row]);
      for (std::size_t c = 0; c < cells_.size(); ++c) {
        const Source& source = grid_.columns_[c].source;
        cells_[c] = source.value(row_);
        if (!grid_.precision_) continue;
        if (auto text = rounded(cells_[c], source.kind, *grid_.precision_)) {
          texts_[c] = std::move(*text);
          cells_[c] = Cell(texts_[c]);
        }
      }
      return cells_;
    }

   private:
    const TableGrid& grid_;
    RowReader row_;
    std::vector<Cell> cells_;
    std::vector<std::string> texts_;
  };

  const Table& table_;
  RowList rows_;
  std::vector<Column> columns_;
  std::optional<int> precision_;
  std::vector<Heading> headings_;
};

/// Some columns of another grid.
class ColumnsOf final : public Grid {
 public:
  ColumnsOf(std::unique_ptr<Grid> grid, std::vector<std::size_t> kept)
      : grid_(std::move(grid)), kept_(std::move(kept)) {
    for (const std::size_t column : kept_) headings_.push_back(grid_->headings()[column]);
  }

  const std::vector<Heading>& headings() const override { return headings_; }
  std::size_t size() const override { return grid_->size(); }
  std::unique_ptr<Grid::Cursor> open() const override { return std::make_unique<Reader>(*this); }

 private:
  class Reader final : public Grid::Cursor {
   public:
    explicit Reader(const ColumnsOf& grid) : kept_(grid.kept_), all_(grid.grid_->open()), cells_(grid.kept_.size()) {}

    const std::vector<Cell>& read(std::size_t row) override {
      const std::vector<Cell>& all = all_->read(row);
      for (std::size_t c = 0; c < kept_.size(); ++c) cells_[c] = all[kept_[c]];
      return cells_;
    }

   private:
    const std::vector<std::size_t>& kept_;
    std::unique_ptr<Grid::Cursor> all_;
    std::vector<Cell> cells_;
  };

  std::unique_ptr<Grid> grid_;
  std::vector<std::size_t> kept_;
  std::vector<Heading> headings_;
};

}  // namespace

Heading make_heading(const Table& table, const Column& column) {
  const Source& source = column.source;
  const bool is_run = source.id == run_name_id;
  const bool is_info = source.kind == Kind::info && source.id;
  const bool is_text = is_run || (is_info && !is_number_field(table.names().name(*source.id)));
  return {column.title, source.kind, column.direction, is_text, is_run};
}

std::unique_ptr<Grid> make_grid(const Table& table, RowList rows, std::vector<Column> columns,
                                std::optional<int> precision) {
  return std::make_unique<TableGrid>(table, std::move(rows), std::move(columns), precision);
}

std::vector<std::size_t> changed_columns(const Grid& grid) {
  std::vector<bool> kept(grid.headings().size(), grid.size() < 2);
  for (std::size_t c = 0; c < kept.size(); ++c)
    if (grid.headings()[c].always_shown) kept[c] = true;
  if (grid.size() >= 2) {
    const auto first_cursor = grid.open();
    const std::vector<Cell>& first = first_cursor->read(0);
    const auto cursor = grid.open();
    for (std::size_t row = 1; row < grid.size(); ++row) {
      const std::vector<Cell>& cells = cursor->read(row);
      for (std::size_t c = 0; c < cells.size(); ++c)
        if (!kept[c]) kept[c] = !same_value(first[c], cells[c]);
    }
  }
  std::vector<std::size_t> columns;
  for (std::size_t c = 0; c < kept.size(); ++c)
    if (kept[c]) columns.push_back(c);
  return columns;
}

std::unique_ptr<Grid> keep_columns(std::unique_ptr<Grid> grid, std::vector<std::size_t> columns) {
  return std::make_unique<ColumnsOf>(std::move(grid), std::move(columns));
}

}  // namespace table
