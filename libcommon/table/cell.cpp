#include "table/cell.h"

#include <cmath>

#include "base/text.h"

namespace table {

std::optional<double> Cell::number() const {
  if (text_.empty()) return std::nullopt;
  return base::parse_number(text_);
}

bool same_value(Cell a, Cell b) {
  if (a.missing() || b.missing()) return a.missing() == b.missing();
  if (a.text() == b.text()) return true;
  const auto x = a.number();
  if (!x) return false;
  const auto y = b.number();
  return y && (*x == *y || (std::isnan(*x) && std::isnan(*y)));
}

}  // namespace table
