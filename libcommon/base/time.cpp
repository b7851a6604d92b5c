#include "base/time.h"

#include <fmt/format.h>
#include <time.h>

#include <array>
#include <cstdio>

#include "base/text.h"

namespace base {

Timestamp now() {
  timespec time;
  ::clock_gettime(CLOCK_REALTIME, &time);
  return {static_cast<std::int64_t>(time.tv_sec) * 1000 + time.tv_nsec / 1'000'000};
}

std::int64_t steady_ms() {
  timespec time;
  ::clock_gettime(CLOCK_MONOTONIC, &time);
  return static_cast<std::int64_t>(time.tv_sec) * 1000 + time.tv_nsec / 1'000'000;
}

std::string format_timestamp(Timestamp time) {
  std::int64_t ms = time.ms % 1000;
  std::int64_t seconds = time.ms / 1000;
  if (ms < 0) {
    ms += 1000;
    --seconds;
  }
  const time_t clock = seconds;
  tm parts{};
  ::gmtime_r(&clock, &parts);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", parts.tm_year + 1900, parts.tm_mon + 1,
                     parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec, ms);
}

namespace {

/// `count` digits at `at` as a number; -1 if they are not there.
int digits_at(std::string_view text, std::size_t at, std::size_t count) {
  if (at + count > text.size() || !is_digits(text.substr(at, count))) return -1;
  int value = 0;
  for (std::size_t i = at; i < at + count; ++i) value = value * 10 + (text[i] - '0');
  return value;
}

/// "Z", "+hh:mm" or "-hh:mm" as minutes.
std::optional<int> parse_offset(std::string_view text) {
  if (text == "Z" || text == "z") return 0;
  if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':') return std::nullopt;
  const int hours = digits_at(text, 1, 2);
  const int minutes = digits_at(text, 4, 2);
  if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) return std::nullopt;
  return (text[0] == '-' ? -1 : 1) * (hours * 60 + minutes);
}

}  // namespace

std::optional<Timestamp> parse_timestamp(std::string_view text) {
  if (text.size() < 20 || text[4] != '-' || text[7] != '-' || (text[10] != 'T' && text[10] != ' ') || text[13] != ':' ||
      text[16] != ':')
    return std::nullopt;
  const std::array<int, 6> field = {digits_at(text, 0, 4),  digits_at(text, 5, 2),  digits_at(text, 8, 2),
                                    digits_at(text, 11, 2), digits_at(text, 14, 2), digits_at(text, 17, 2)};
  for (const int value : field)
    if (value < 0) return std::nullopt;
  if (field[1] < 1 || field[1] > 12 || field[2] < 1 || field[2] > 31 || field[3] > 23 || field[4] > 59 || field[5] > 60)
    return std::nullopt;

  std::size_t at = 19;
  int ms = 0;
  if (text[at] == '.') {
    std::size_t decimals = 0;
    for (++at; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at, ++decimals)
      if (decimals < 3) ms = ms * 10 + (text[at] - '0');
    if (decimals == 0 || decimals > 9) return std::nullopt;
    for (; decimals < 3; ++decimals) ms *= 10;
  }
  const auto offset = parse_offset(text.substr(at));
  if (!offset) return std::nullopt;

  tm parts{};
  parts.tm_year = field[0] - 1900;
  parts.tm_mon = field[1] - 1;
  parts.tm_mday = field[2];
  parts.tm_hour = field[3];
  parts.tm_min = field[4];
  parts.tm_sec = field[5];
  return Timestamp{(static_cast<std::int64_t>(::timegm(&parts)) - *offset * 60) * 1000 + ms};
}

std::string format_age(Timestamp time, Timestamp reference) {
  const std::int64_t seconds = (reference.ms - time.ms) / 1000;
  const auto ago = [](std::int64_t n, const char* unit) {
    return fmt::format("{} {}{} ago", n, unit, n == 1 ? "" : "s");
  };
  if (reference.ms < time.ms) return "in the future";
  if (seconds < 90) return ago(seconds, "second");
  if (seconds < 90 * 60) return ago((seconds + 30) / 60, "minute");
  if (seconds < 36 * 3600) return ago((seconds + 1800) / 3600, "hour");
  const std::int64_t days = (seconds + 43200) / 86400;
  if (days < 14) return ago(days, "day");
  if (days < 70) return ago((days + 3) / 7, "week");
  if (days < 365) return ago((days + 15) / 30, "month");
  return ago((days + 182) / 365, "year");
}

}  // namespace base
