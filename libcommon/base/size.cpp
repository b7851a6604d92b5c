#include "base/size.h"

#include <fmt/format.h>

#include <array>

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

}  // namespace base
