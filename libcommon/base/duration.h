#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace base {

/// For people: "0.4 s", "12.3 s", "3 min 20 s", "2 h 5 min", "3 d 4 h".
std::string format_duration(std::int64_t ms);
/// Milliseconds of "90", "90s", "1.5h", "2d12h", "250ms", "10m" (a bare number is seconds), and SLURM's "1-02:03:04",
/// "02:03:04", "03:04". Nothing for anything else, for negatives, and beyond 10,000 days.
std::optional<std::int64_t> parse_duration(std::string_view text);

}  // namespace base
