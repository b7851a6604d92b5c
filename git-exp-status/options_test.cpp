#include "options.h"

#include <gtest/gtest.h>

#include "base/error.h"

namespace exp_status {
namespace {

TEST(StatusOptions, AsTyped) {
  EXPECT_FALSE(parse_options({}).watch);
  EXPECT_EQ(parse_options({}).form, Form::text);
  EXPECT_TRUE(parse_options({"-w"}).watch);
  EXPECT_EQ(parse_options({"--watch", "--porcelain"}).form, Form::porcelain);
  EXPECT_TRUE(parse_options({"--resume", "--watch"}).resume);
  EXPECT_EQ(parse_options({"--json"}).form, Form::json);
}

TEST(StatusOptions, WhatMakesNoSense) {
  EXPECT_THROW(parse_options({"--json", "--porcelain"}), base::UsageError);
  EXPECT_THROW(parse_options({"--json", "--watch"}), base::UsageError);
  EXPECT_THROW(parse_options({"asr/0"}), base::UsageError);
}

}  // namespace
}  // namespace exp_status
