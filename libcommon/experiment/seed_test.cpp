#include "experiment/seed.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace experiment {
namespace {

TEST(Seed, PublishedVectors) {
  // Computed by another program, in another language; each language's helper must give the same.
  const struct {
    std::int64_t root;
    const char* name;
    std::int64_t derived;
  } vectors[] = {
      {0, "", 1640021504},           {0, "data", 1238612868},           {1, "data", 1901931928},
      {42, "model/init", 862254884}, {2147483647, "größe", 1596910547},
  };
  for (const auto& vector : vectors)
    EXPECT_EQ(derive_seed(vector.root, vector.name), vector.derived) << vector.root << " " << vector.name;
}

TEST(Seed, IsAWholeNumberInRange) {
  EXPECT_EQ(parse_seed("0"), 0);
  EXPECT_EQ(parse_seed("2147483647"), largest_seed);
  for (const char* bad : {"", "-1", "+1", "2147483648", "99999999999999999999", "1.0", "0x1", " 1", "1k"})
    EXPECT_EQ(parse_seed(bad), std::nullopt) << bad;
}

TEST(Seed, DrawnOnesAreInRangeAndDiffer) {
  std::set<std::int64_t> drawn;
  for (int i = 0; i < 100; ++i) {
    drawn.insert(draw_seed());
    EXPECT_GE(*drawn.begin(), 0);
    EXPECT_LE(*drawn.rbegin(), largest_seed);
  }
  EXPECT_GT(drawn.size(), 95u);
}

}  // namespace
}  // namespace experiment
