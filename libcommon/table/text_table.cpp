#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "table/character.h"
#include "table/format.h"
#include "table/layout.h"
#include "table/survey.h"
#include "table/writers.h"

namespace table {

namespace {

constexpr std::size_t gap = 2;
constexpr std::size_t widest_text = 200;  // one value of 100 KB must not blow every row up; csv has it whole
constexpr std::size_t least_text = 8;
constexpr std::size_t least_run_name = 16;

std::string shown_text(std::string_view text) {
  return is_plain_ascii(text) ? std::string(text) : base::printable(text);
}
std::size_t width_of(std::string_view text) {
  return is_plain_ascii(text) ? text.size() : base::display_width(text);
}

/// A number before its point (or exponent), the rest behind it.
std::size_t width_before_point(std::string_view number) {
  return std::min(number.find_first_of(".e "), number.size());
}

/// NaN and infinities have no point to be aligned at.
bool is_aligned_number(std::string_view text) {
  const auto number = leading_number(text);
  return number && std::isfinite(*number);
}

/// What a column needs, and how its cells are set.
struct TextColumn {
  std::string title;
  bool numeric = false;
  std::size_t before = 0, behind = 0;  // numbers: up to the point, and from there
  std::size_t texts = 0;               // widest other cell

  void add(Cell cell) {
    if (cell.missing()) return;
    const std::string text = shown_text(cell.text());
    const std::size_t width = width_of(text);
    if (numeric && is_aligned_number(text)) {
      const std::size_t point = width_before_point(text);
      before = std::max(before, point);
      behind = std::max(behind, width - point);
    } else {
      texts = std::max(texts, std::min(width, widest_text));
    }
  }

  ColumnNeed need(bool is_first) const {
    const std::size_t title_width = width_of(title);
    const std::size_t numbers = before + behind;
    const std::size_t natural = std::max({title_width, numbers, texts});
    const std::size_t least_title = std::min(natural, is_first ? least_run_name : least_text);
    return {natural, std::max(numbers, least_title), false, 0};
  }
};

/// Columns that vary first, those with a known direction before others, then parameters and metrics by turns, as they come.
void rank_columns(const std::vector<Heading>& headings, const std::vector<ColumnTraits>& traits,
                  std::vector<ColumnNeed>& needs) {
  std::size_t place_in_kind[3] = {};
  for (std::size_t c = 0; c < needs.size(); ++c) {
    const std::size_t place = place_in_kind[static_cast<std::size_t>(headings[c].kind)]++;
    const std::size_t group = !traits[c].varies ? 2 : headings[c].direction ? 0 : 1;
    needs[c].rank = group * 2 * needs.size() + 2 * place + (headings[c].kind == Kind::param ? 1 : 0);
    needs[c].always_shown = headings[c].always_shown;
  }
}

class TextTable {
 public:
  TextTable(const Grid& grid, const WriteSettings& settings) : grid_(grid), settings_(settings), traits_(survey(grid)) {
    measure();
    std::vector<ColumnNeed> needs;
    for (std::size_t c = 0; c < columns_.size(); ++c) needs.push_back(columns_[c].need(c == 0));
    rank_columns(grid.headings(), traits_, needs);
    layout_ = lay_out(needs, settings.width, gap);
  }

  std::size_t dropped_columns() const { return columns_.size() - layout_.shown.size(); }

  void write(const Sink& sink) const {
    Output output(sink);
    for (std::size_t i = 0; i < layout_.shown.size(); ++i) {
      const TextColumn& column = columns_[layout_.shown[i]];
      append(column.title, layout_.widths[i], column.numeric, settings_.colour, output.text());
    }
    end_line(output.text());
    const auto cursor = grid_.open();
    for (std::size_t row = 0; row < grid_.size(); ++row) {
      append_row(cursor->read(row), output.text());
      output.flush_if_large();
    }
    output.flush();
  }

 private:
  void measure() {
    for (std::size_t c = 0; c < grid_.headings().size(); ++c) {
      columns_.emplace_back();
      columns_[c].title = base::printable(grid_.headings()[c].title);
      columns_[c].numeric = traits_[c].numeric;
    }
    const auto cursor = grid_.open();
    for (std::size_t row = 0; row < grid_.size(); ++row) {
      const std::vector<Cell>& cells = cursor->read(row);
      for (std::size_t c = 0; c < cells.size(); ++c) columns_[c].add(cells[c]);
    }
  }

  void append_row(const std::vector<Cell>& cells, std::string& out) const {
    for (std::size_t i = 0; i < layout_.shown.size(); ++i) {
      const std::size_t c = layout_.shown[i];
      const TextColumn& column = columns_[c];
      std::string text = shown_text(cells[c].text());
      // A number is set so that its point stands under the others'; the title above is set to the right.
      if (column.numeric && is_aligned_number(text))
        text.append(column.behind - (width_of(text) - width_before_point(text)), ' ');
      append(text, layout_.widths[i], column.numeric, settings_.colour && traits_[c].is_best(cells[c]), out);
    }
    end_line(out);
  }

  /// One cell, and the gap behind it.
  static void append(const std::string& text, std::size_t width, bool right, bool bold, std::string& out) {
    const std::string fitted = width_of(text) > width ? base::fit_width(text, width) : text;
    const std::size_t blanks = width - std::min(width, width_of(fitted));
    if (right) out.append(blanks, ' ');
    if (bold && !fitted.empty()) {
      const std::size_t end = fitted.find_last_not_of(' ') + 1;
      out += "\x1b[1m" + fitted.substr(0, end) + "\x1b[m" + fitted.substr(end);
    } else {
      out += fitted;
    }
    if (!right) out.append(blanks, ' ');
    out.append(gap, ' ');
  }

  static void end_line(std::string& out) {
    while (!out.empty() && out.back() == ' ') out.pop_back();
    out += '\n';
  }

  const Grid& grid_;
  const WriteSettings& settings_;
  std::vector<ColumnTraits> traits_;
  std::vector<TextColumn> columns_;
  ColumnLayout layout_;
};

}  // namespace

WriteResult write_text(const Grid& grid, const WriteSettings& settings, const Sink& sink) {
  const TextTable text(grid, settings);
  text.write(sink);
  return {text.dropped_columns()};
}

}  // namespace table
