#include "options.h"

#include <gtest/gtest.h>

#include "base/error.h"

namespace exp_overview {
namespace {

using Words = cli::Words;

TEST(Options, NothingAsksForTheOverview) {
  const Options options = parse_options({});
  EXPECT_FALSE(options.command);
  EXPECT_FALSE(options.wants_page);
}

TEST(Options, ACommandKeepsItsWords) {
  const Options options = parse_options({"run", "-h", "asr", "--", "a\nb", "", "--version"});
  EXPECT_EQ(options.command, "run");
  EXPECT_EQ(options.arguments, (Words{"-h", "asr", "--", "a\nb", "", "--version"}));
  EXPECT_FALSE(options.wants_page);
}

TEST(Options, ThePageIsAskedForAsInGit) {
  for (const Words& words : {Words{"help", "run"}, Words{"run", "--help"}}) {
    const Options options = parse_options(words);
    EXPECT_TRUE(options.wants_page);
    EXPECT_EQ(options.command, "run");
  }
  EXPECT_TRUE(parse_options({"help"}).wants_page);
  EXPECT_FALSE(parse_options({"help"}).command);
}

TEST(Options, HelpOfAProgramIsTheProgramsOwn) {
  EXPECT_FALSE(parse_options({"run", "t", "--", "python", "--help"}).wants_page);
}

TEST(Options, WrongOnesAreRefused) {
  for (const Words& words : {Words{"--bogus"}, Words{"help", "run", "table"}})
    EXPECT_THROW(parse_options(words), base::UsageError) << words.back();
}

}  // namespace
}  // namespace exp_overview
