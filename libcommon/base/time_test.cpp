#include "base/time.h"

#include <gtest/gtest.h>

#include "base/duration.h"

namespace base {
namespace {

TEST(Time, FormatsRfc3339) {
  EXPECT_EQ(format_timestamp({0}), "1970-01-01T00:00:00.000Z");
  EXPECT_EQ(format_timestamp({1772366400123}), "2026-03-01T12:00:00.123Z");
  EXPECT_EQ(format_timestamp({-1}), "1969-12-31T23:59:59.999Z");
}

TEST(Time, ParsesWhatItFormatsAndOffsets) {
  EXPECT_EQ(parse_timestamp("2026-03-01T12:00:00.123Z"), Timestamp{1772366400123});
  EXPECT_EQ(parse_timestamp("2026-03-01T13:00:00+01:00"), Timestamp{1772366400000});
  EXPECT_EQ(parse_timestamp("2026-03-01T12:00:00.5Z"), Timestamp{1772366400500});
  for (const char* bad : {"", "2026-03-01", "2026-13-01T12:00:00Z", "2026-03-01T12:00:00", "2026-03-01T12:00:00.Z",
                          "2026-03-01T12:00:00+1:00", "x026-03-01T12:00:00Z"})
    EXPECT_FALSE(parse_timestamp(bad)) << bad;
}

TEST(Time, SaysAges) {
  const Timestamp reference{1'000'000'000'000};
  const auto age = [&](std::int64_t seconds) { return format_age({reference.ms - seconds * 1000}, reference); };
  EXPECT_EQ(age(1), "1 second ago");
  EXPECT_EQ(age(300), "5 minutes ago");
  EXPECT_EQ(age(7200), "2 hours ago");
  EXPECT_EQ(age(3 * 86400), "3 days ago");
  EXPECT_EQ(age(-5), "in the future");
}

TEST(Duration, ForPeople) {
  EXPECT_EQ(format_duration(340), "0.3 s");
  EXPECT_EQ(format_duration(12'345), "12.3 s");
  EXPECT_EQ(format_duration(200'000), "3 min 20 s");
  EXPECT_EQ(format_duration(7'500'000), "2 h 5 min");
  EXPECT_EQ(format_duration(3 * 86'400'000 + 4 * 3'600'000), "3 d 4 h");
}

TEST(Duration, FromPeople) {
  EXPECT_EQ(parse_duration("90"), 90'000);
  EXPECT_EQ(parse_duration("1.5h"), 5'400'000);
  EXPECT_EQ(parse_duration("2d12h"), 216'000'000);
  EXPECT_EQ(parse_duration("250ms"), 250);
  EXPECT_EQ(parse_duration("1-02:03:04"), 93'784'000);
  EXPECT_EQ(parse_duration("03:04"), 184'000);
  for (const char* bad : {"", "-1", "1x", "h", "1:2:3:4", "1-02:03", "1..5s", "99999999999d"})
    EXPECT_FALSE(parse_duration(bad)) << bad;
}

}  // namespace
}  // namespace base
