#include "base/duration.h"

#include <fmt/format.h>

#include <cmath>

#include "base/text.h"

namespace base {

std::string format_duration(std::int64_t ms) {
  const std::int64_t seconds = (ms + 500) / 1000;
  if (ms < 59'950) return fmt::format("{:.1f} s", static_cast<double>(ms) / 1000);
  if (seconds < 3600) return fmt::format("{} min {} s", seconds / 60, seconds % 60);
  const std::int64_t minutes = seconds / 60;
  if (minutes < 24 * 60) return fmt::format("{} h {} min", minutes / 60, minutes % 60);
  return fmt::format("{} d {} h", minutes / 1440, minutes % 1440 / 60);
}

namespace {

constexpr double longest_days = 10'000;
constexpr double day_ms = 86'400'000;

std::optional<double> unit_ms(std::string_view unit) {
  if (unit == "ms") return 1;
  if (unit.empty() || unit == "s" || unit == "sec") return 1000;
  if (unit == "m" || unit == "min") return 60'000;
  if (unit == "h") return 3'600'000;
  if (unit == "d") return day_ms;
  return std::nullopt;
}

/// SLURM's [days-]hours:minutes:seconds, and minutes:seconds.
std::optional<double> parse_clock(std::string_view text) {
  double days = 0;
  if (const auto dash = text.find('-'); dash != text.npos) {
    if (!is_digits(text.substr(0, dash)) || dash > 5) return std::nullopt;
    days = *parse_number(text.substr(0, dash));
    text.remove_prefix(dash + 1);
  }
  const auto parts = split(text, ':');
  if (parts.size() < 2 || parts.size() > 3 || (days > 0 && parts.size() != 3)) return std::nullopt;
  double seconds = 0;
  for (const auto& part : parts) {
    if (!is_digits(part) || part.size() > 6) return std::nullopt;
    seconds = seconds * 60 + *parse_number(part);
  }
  return days * day_ms + seconds * 1000;
}

std::optional<double> parse_units(std::string_view text) {
  double total = 0;
  while (!text.empty()) {
    const auto number_end = std::min(text.find_first_not_of("0123456789."), text.size());
    const auto value = parse_number(text.substr(0, number_end));
    text.remove_prefix(number_end);
    const auto unit_end = std::min(text.find_first_of("0123456789."), text.size());
    const auto unit = unit_ms(text.substr(0, unit_end));
    text.remove_prefix(unit_end);
    if (!value || !unit) return std::nullopt;
    total += *value * *unit;
  }
  return total;
}

}  // namespace

std::optional<std::int64_t> parse_duration(std::string_view text) {
  text = trim(text);
  if (text.empty()) return std::nullopt;
  const auto ms = text.find(':') != text.npos ? parse_clock(text) : parse_units(text);
  if (!ms || !(*ms >= 0) || *ms > longest_days * day_ms) return std::nullopt;
  return static_cast<std::int64_t>(std::llround(*ms));
}

}  // namespace base
