#include "table/survey.h"

#include <cmath>

#include "table/format.h"

namespace table {

namespace {

struct Numbers {
  std::size_t numbers = 0, texts = 0;
  std::optional<double> least, most;

  void add(Cell cell) {
    const auto number = leading_number(cell.text());
    if (!number) {
      ++texts;
      return;
    }
    ++numbers;
    if (std::isnan(*number)) return;
    if (!least || *number < *least) least = number;
    if (!most || *number > *most) most = number;
  }
};

}  // namespace

bool ColumnTraits::is_best(Cell cell) const {
  return best && !cell.missing() && leading_number(cell.text()) == best;
}

std::vector<ColumnTraits> survey(const Grid& grid) {
  const std::vector<Heading>& headings = grid.headings();
  std::vector<ColumnTraits> traits(headings.size());
  std::vector<Numbers> seen(headings.size());
  const auto first_cursor = grid.open();
  const auto cursor = grid.open();
  const std::vector<Cell>* first = grid.size() ? &first_cursor->read(0) : nullptr;
  for (std::size_t row = 0; row < grid.size(); ++row) {
    const std::vector<Cell>& cells = cursor->read(row);
    for (std::size_t c = 0; c < cells.size(); ++c) {
      if (!traits[c].varies) traits[c].varies = !same_value((*first)[c], cells[c]);
      if (!cells[c].missing()) seen[c].add(cells[c]);
    }
  }
  for (std::size_t c = 0; c < traits.size(); ++c) {
    traits[c].numeric = seen[c].numbers > seen[c].texts && !headings[c].always_text;
    if (headings[c].direction && seen[c].least != seen[c].most)
      traits[c].best = *headings[c].direction == Direction::min ? seen[c].least : seen[c].most;
  }
  return traits;
}

}  // namespace table
