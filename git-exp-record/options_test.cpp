#include "options.h"

#include <gtest/gtest.h>

#include "base/error.h"

namespace exp_record {
namespace {

using Words = cli::Words;

TEST(Options, RunsGoIntoRecordUnlessASetIsNamed) {
  EXPECT_EQ(parse_options({"asr/0", "tts"}).set, "record");
  const Options options = parse_options({"-s", "best ones", "asr/*", "--label", "", "-m", "why", "-q", "--", "-odd"});
  EXPECT_EQ(options.set, "best ones");
  EXPECT_EQ(options.runs, (Words{"asr/*", "-odd"}));
  EXPECT_EQ(options.label, "");
  EXPECT_EQ(options.message, "why");
  EXPECT_TRUE(options.verbosity.quiet);
  EXPECT_FALSE(options.remove || options.pending);
}

TEST(Options, ALabelAloneAddsToNoSet) {
  EXPECT_TRUE(parse_options({"asr/0"}).adds);
  EXPECT_FALSE(parse_options({"--label", "x", "asr/0"}).adds);
  EXPECT_FALSE(parse_options({"-m", "x"}).adds);
  EXPECT_TRUE(parse_options({"-m", "x", "-s", "record"}).adds);
}

TEST(Options, WrongOnesAreRefused) {
  for (const Words& words :
       {Words{"--remove"}, Words{"--remove", "--label", "x", "asr/0"}, Words{"--pending", "asr/0"},
        Words{"--pending", "-s", "record"}, Words{"--pending", "--remove", "asr"}, Words{"--pending", "-m", "x"}})
    EXPECT_THROW(parse_options(words), base::UsageError) << words.back();
}

TEST(Options, NamesThatNoSetCanHaveAreRefused) {
  for (const char* set : {"", "a/b", "..", ".hidden", "-x", "finished"})
    EXPECT_THROW(parse_options({"-s", set, "asr/0"}), base::UserError) << set;
}

}  // namespace
}  // namespace exp_record
