#include "name_order.h"

#include <gtest/gtest.h>

namespace exp_title {
namespace {

using Names = std::vector<std::string>;

TEST(NameOrder, TheFirstPlaceCountsWhoeverTellsItWhen) {
  NameOrder late, early;
  late.see("bs", {7, 0});
  late.see("lr", {7, 1});
  late.see("val/acc", {3, 2});
  early.see("lr", {0, 1});
  early.see("seed", {0, 0});
  early.see("lr", {1, 0});
  late.merge(early);
  EXPECT_EQ(late.names(), (Names{"seed", "lr", "val/acc", "bs"}));
  EXPECT_TRUE(NameOrder().names().empty());
}

}  // namespace
}  // namespace exp_title
