#include "table/format.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "base/text.h"

namespace table {

namespace {

constexpr double needs_exponent = 1e15;  // beyond, digits before the point are no longer exact
constexpr std::string_view plus_minus = " ± ";

/// A positive, finite number rounded to one digit, `digit` * 10^`exponent`.
struct Leading {
  int digit;
  int exponent;
};

Leading leading_digit(double value) {
  const std::string text = fmt::format("{:.0e}", value);
  return {text[0] - '0', std::atoi(text.c_str() + text.find('e') + 1)};
}

}  // namespace

std::string format_real(double value) {
  return fmt::format("{}", value);
}

std::string round_decimals(double value, int digits) {
  const double size = std::abs(value);
  if (size >= needs_exponent || (size > 0 && size < 0.5 * std::pow(10.0, -digits)))
    return fmt::format("{:.{}e}", value, digits);
  return fmt::format("{:.{}f}", value, digits);
}

std::string round_significant(double value, int digits) {
  return fmt::format("{:.{}g}", value, std::max(digits, 1));
}

std::string format_mean_and_deviation(double mean, double deviation, std::optional<int> precision) {
  if (precision) {
    const bool hidden = deviation < 0.5 * std::pow(10.0, -*precision);
    return fmt::format("{}{}{}", round_decimals(mean, *precision), plus_minus,
                       deviation == 0 ? "0"
                       : hidden       ? fmt::format("{:.0e}", deviation)
                                      : round_decimals(deviation, *precision));
  }
  if (!std::isfinite(mean) || !std::isfinite(deviation)) return fmt::format("{}{}{}", mean, plus_minus, deviation);
  if (deviation == 0) return round_significant(mean, 6) + std::string(plus_minus) + "0";
  const Leading leading = leading_digit(deviation);
  const int further = leading.digit == 1 ? 1 : 0;  // 0.014, not 0.01: one digit would be half or double
  const int decimals = further - leading.exponent;
  const int mean_exponent = mean == 0 ? leading.exponent : leading_digit(std::abs(mean)).exponent;
  if (mean_exponent + decimals > 9)  // a spread far below the mean: more digits would say nothing
    return fmt::format("{:.9g}{}{:.0e}", mean, plus_minus, deviation);
  if (std::abs(mean) >= needs_exponent || deviation >= needs_exponent || decimals > 9) {
    const int digits = std::clamp(mean_exponent + decimals, 0, 9);
    return fmt::format("{:.{}e}{}{:.{}e}", mean, digits, plus_minus, deviation, further);
  }
  const int shown = std::max(decimals, 0);
  return fmt::format("{:.{}f}{}{:.{}f}", mean, shown, plus_minus, deviation, shown);
}

bool is_whole_number(std::string_view text) {
  if (!text.empty() && (text[0] == '-' || text[0] == '+')) text.remove_prefix(1);
  return base::is_digits(text);
}

std::optional<double> leading_number(std::string_view text) {
  return base::parse_number(text.substr(0, text.find(plus_minus)));
}

}  // namespace table
