#include "table/layout.h"

#include <algorithm>
#include <numeric>

namespace table {

namespace {

std::size_t width_under(const ColumnNeed& need, std::size_t cap) {
  return std::min(need.natural, std::max(need.least, cap));
}

std::vector<std::size_t> choose_columns(const std::vector<ColumnNeed>& needs, std::size_t width, std::size_t gap) {
  std::vector<std::size_t> by_rank(needs.size());
  std::iota(by_rank.begin(), by_rank.end(), std::size_t{0});
  std::stable_sort(by_rank.begin(), by_rank.end(), [&](std::size_t a, std::size_t b) {
    if (needs[a].always_shown != needs[b].always_shown) return needs[a].always_shown;
    return needs[a].rank < needs[b].rank;
  });
  std::vector<std::size_t> shown;
  std::size_t used = 0;
  for (const std::size_t column : by_rank) {
    const std::size_t cost = std::min(needs[column].least, needs[column].natural) + (shown.empty() ? 0 : gap);
    if (used + cost > width && !needs[column].always_shown) continue;
    used += cost;
    shown.push_back(column);
  }
  std::sort(shown.begin(), shown.end());
  return shown;
}

}  // namespace

ColumnLayout lay_out(const std::vector<ColumnNeed>& needs, std::size_t width, std::size_t gap) {
  ColumnLayout layout;
  if (width == 0) {
    for (std::size_t c = 0; c < needs.size(); ++c) {
      layout.shown.push_back(c);
      layout.widths.push_back(needs[c].natural);
    }
    return layout;
  }
  layout.shown = choose_columns(needs, width, gap);
  const auto total_under = [&](std::size_t cap) {
    std::size_t total = layout.shown.empty() ? 0 : (layout.shown.size() - 1) * gap;
    for (const std::size_t column : layout.shown) total += width_under(needs[column], cap);
    return total;
  };
  std::size_t cap = width;
  while (cap > 0 && total_under(cap) > width) --cap;
  for (const std::size_t column : layout.shown) layout.widths.push_back(width_under(needs[column], cap));
  return layout;
}

}  // namespace table
