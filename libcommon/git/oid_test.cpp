#include "git/oid.h"

#include <gtest/gtest.h>

namespace git {
namespace {

TEST(Oid, ReadsFortyDigitsOfEitherCaseAndNothingElse) {
  const std::string hex = "0123456789abcdef0123456789abcdef01234567";
  ASSERT_TRUE(Oid::parse(hex));
  EXPECT_EQ(Oid::parse(hex)->hex(), hex);
  EXPECT_EQ(Oid::parse("0123456789ABCDEF0123456789ABCDEF01234567")->hex(), hex);
  EXPECT_EQ(Oid::parse(hex)->abbreviated(), "0123456789");
  for (const std::string& bad : {std::string(), hex.substr(1), hex + "0", std::string(40, 'g'), std::string(40, ' '),
                                 "-" + hex.substr(1), std::string(64, 'a')})
    EXPECT_FALSE(Oid::parse(bad)) << bad;
}

TEST(Oid, ZeroIsNoObject) {
  EXPECT_TRUE(Oid().is_zero());
  EXPECT_EQ(Oid().hex(), std::string(40, '0'));
  EXPECT_FALSE(Oid::parse(std::string(39, '0') + "1")->is_zero());
}

TEST(Oid, SortsAsItsText) {
  const Oid a = *Oid::parse(std::string(40, '7')), b = *Oid::parse(std::string(40, 'f'));
  EXPECT_LT(a, b);
  EXPECT_NE(std::hash<Oid>()(a), std::hash<Oid>()(b));
}

}  // namespace
}  // namespace git
