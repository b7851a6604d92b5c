#include "options.h"

#include <gtest/gtest.h>

#include "base/error.h"

namespace exp_stop {
namespace {

TEST(StopOptions, AsTyped) {
  const Options plain = parse_options({"asr/0", "b*"});
  EXPECT_EQ(plain.words, (std::vector<std::string>{"asr/0", "b*"}));
  EXPECT_TRUE(plain.wait);
  EXPECT_FALSE(plain.force);
  const Options all = parse_options({"--all", "--force", "--no-wait"});
  EXPECT_TRUE(all.all && all.force && !all.now && !all.wait);
  EXPECT_TRUE(parse_options({"--now", "asr/0"}).force);
  EXPECT_TRUE(parse_options({}).words.empty()) << "the current run";
}

TEST(StopOptions, WhatMakesNoSense) {
  EXPECT_THROW(parse_options({"--forse"}), base::UsageError);
  EXPECT_THROW(parse_options({"--all", "asr/0"}), base::UsageError);
}

}  // namespace
}  // namespace exp_stop
