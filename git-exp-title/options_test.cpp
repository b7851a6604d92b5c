#include "options.h"

#include <gtest/gtest.h>

#include "base/error.h"

namespace exp_title {
namespace {

using Words = cli::Words;

TEST(Options, SetsAreTakenOnceEach) {
  EXPECT_TRUE(parse_options({}).sets.empty());
  EXPECT_EQ(parse_options({"record", "best ones", "record"}).sets, (Words{"record", "best ones"}));
}

TEST(Options, WhatIsNoSetIsRefused) {
  for (const char* set : {"", "a/b", "..", ".hidden"}) EXPECT_THROW(parse_options({set}), base::UserError) << set;
  EXPECT_THROW(parse_options({"--bogus"}), base::UsageError);
}

}  // namespace
}  // namespace exp_title
