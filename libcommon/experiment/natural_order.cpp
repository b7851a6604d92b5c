#include "experiment/natural_order.h"

#include <algorithm>
#include <cstddef>

namespace experiment {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// The digits at `at`, without leading zeros; `at` moves behind them.
std::string_view take_number(std::string_view text, std::size_t& at) {
  const std::size_t end = std::min(text.find_first_not_of("0123456789", at), text.size());
  const std::size_t start = std::min(text.find_first_not_of('0', at), end);
  at = end;
  return text.substr(start, end - start);
}

}  // namespace

bool natural_less(std::string_view a, std::string_view b) {
  std::size_t i = 0, j = 0;
  while (i < a.size() && j < b.size()) {
    if (is_digit(a[i]) && is_digit(b[j])) {
      const std::string_view x = take_number(a, i), y = take_number(b, j);
      if (x.size() != y.size()) return x.size() < y.size();
      if (x != y) return x < y;
    } else {
      if (a[i] != b[j]) return static_cast<unsigned char>(a[i]) < static_cast<unsigned char>(b[j]);
      ++i;
      ++j;
    }
  }
  if (i < a.size() || j < b.size()) return i == a.size();
  return a < b;
}

}  // namespace experiment
