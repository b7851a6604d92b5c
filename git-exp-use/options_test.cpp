#include "options.h"

#include <gtest/gtest.h>

#include "base/error.h"

namespace exp_use {
namespace {

TEST(Options, ANameAndForWhom) {
  EXPECT_FALSE(parse_options({}).word);
  const Options shell = parse_options({"asr/3", "--export"});
  EXPECT_EQ(shell.word, "asr/3");
  EXPECT_TRUE(shell.for_shell);
  EXPECT_TRUE(parse_options({"--unset", "--export"}).unset);
}

TEST(Options, WrongOnesAreRefused) {
  for (const cli::Words& words : {cli::Words{"asr", "ctc"}, cli::Words{"--unset", "asr"}, cli::Words{""}})
    EXPECT_THROW(parse_options(words), base::UsageError) << words.front();
}

}  // namespace
}  // namespace exp_use
