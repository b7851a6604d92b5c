#include "base/size.h"

#include <fmt/format.h>

#include <array>
#include <limits>

#include "base/text.h"

namespace base {

std::string format_size(std::uint64_t bytes) {
  constexpr std::array<const char*, 6> units = {"KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
  if (bytes < 1024) return fmt::format("{} B", bytes);
  double value = static_cast<double>(bytes);
  std::size_t unit = 0;
  // 1023.5 KiB and more would be shown as 1024.
  for (value /= 1024; value >= 1023.5 && unit + 1 < units.size(); value /= 1024) ++unit;
  return value < 9.95 ? fmt::format("{:.1f} {}", value, units[unit]) : fmt::format("{:.0f} {}", value, units[unit]);
}

std::optional<std::uint64_t> parse_size(std::string_view text) {
  constexpr std::string_view units = "kmg";
  const std::string lower = lower_ascii(text);
  std::string_view digits = lower;
  std::uint64_t factor = 1;
  if (const auto unit = digits.empty() ? units.npos : units.find(digits.back()); unit != units.npos) {
    factor = std::uint64_t{1} << (10 * (unit + 1));
    digits.remove_suffix(1);
  }
  const auto number = parse_integer(digits);
  if (!number || *number < 0) return std::nullopt;
  const auto count = static_cast<std::uint64_t>(*number);
  if (count > std::numeric_limits<std::uint64_t>::max() / factor) return std::nullopt;
  return count * factor;
}

}  // namespace base
