#include "base/size.h"

#include <gtest/gtest.h>

namespace base {
namespace {

TEST(Size, HasTwoOrThreeDigitsAndAUnit) {
  const struct {
    std::uint64_t bytes;
    const char* text;
  } cases[] = {{0, "0 B"},
               {1023, "1023 B"},
               {1024, "1.0 KiB"},
               {10'189, "10 KiB"},
               {1'048'575, "1.0 MiB"},
               {35'651'584, "34 MiB"},
               {UINT64_MAX, "16 EiB"}};
  for (const auto& [bytes, text] : cases) EXPECT_EQ(format_size(bytes), text);
}

TEST(Size, IsReadAsGitWritesIt) {
  const struct {
    const char* text;
    std::optional<std::uint64_t> bytes;
  } cases[] = {{"0", 0},      {"1000", 1000},      {"2k", 2048}, {"50M", 52'428'800}, {"1g", 1'073'741'824},
               {"", {}},      {"k", {}},           {"-1", {}},   {"1.5m", {}},        {"1t", {}},
               {"10 MB", {}}, {"99999999999g", {}}};
  for (const auto& [text, bytes] : cases) EXPECT_EQ(parse_size(text), bytes) << text;
}

}  // namespace
}  // namespace base
