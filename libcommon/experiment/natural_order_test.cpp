#include "experiment/natural_order.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace experiment {
namespace {

TEST(NaturalOrder, CountsAsPeopleDo) {
  const std::vector<std::string> ordered = {"",
                                            "0",
                                            "asr-2/0",
                                            "asr-2/0/x",
                                            "asr-10/0",
                                            "asr/0",
                                            "asr/2",
                                            "asr/10",
                                            "asr_lr0.01/0",
                                            "asr_lr0.1/0",
                                            "b007",
                                            "b07",
                                            "b7",
                                            "b7a",
                                            "b08",
                                            "b99999999999999999999",
                                            "b100000000000000000000"};
  std::vector<std::string> sorted = ordered;
  std::reverse(sorted.begin(), sorted.end());
  std::sort(sorted.begin(), sorted.end(), natural_less);
  EXPECT_EQ(sorted, ordered);
}

TEST(NaturalOrder, IsATotalOrder) {
  const std::vector<std::string> texts = {"", "a", "a0", "a00", "a1", "a01", "a1b", "a10", "b", "1", "01", "\xff"};
  for (const auto& a : texts)
    for (const auto& b : texts) {
      EXPECT_FALSE(natural_less(a, b) && natural_less(b, a)) << a << " " << b;
      EXPECT_EQ(a == b, !natural_less(a, b) && !natural_less(b, a)) << a << " " << b;
    }
}

}  // namespace
}  // namespace experiment
