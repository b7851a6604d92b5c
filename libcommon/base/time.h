#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace base {

/// Milliseconds since 1970-01-01 UTC. All times of records have this precision.
struct Timestamp {
  std::int64_t ms = 0;
  friend bool operator==(Timestamp, Timestamp) = default;
  friend auto operator<=>(Timestamp, Timestamp) = default;
};

Timestamp now();
/// RFC 3339, UTC, milliseconds: "2026-03-01T12:00:00.123Z".
std::string format_timestamp(Timestamp time);
/// RFC 3339 with any offset and 0 to 9 decimals; nothing for anything else.
std::optional<Timestamp> parse_timestamp(std::string_view text);
/// As in git: "3 minutes ago", "2 days ago"; "in the future" for what is ahead.
std::string format_age(Timestamp time, Timestamp reference);

/// Milliseconds of a steady clock, for measuring.
std::int64_t steady_ms();

}  // namespace base
