#include "options.h"

#include <gtest/gtest.h>

#include "base/error.h"

namespace exp_show {
namespace {

using Words = cli::Words;

TEST(Options, SectionsCombine) {
  EXPECT_FALSE(parse_options({"asr"}).sections.any());
  const Options options = parse_options({"asr/0", "--params", "--log", "tts", "-q"});
  EXPECT_EQ(options.runs, (Words{"asr/0", "tts"}));
  EXPECT_EQ(options.sections.count(), 2);
  EXPECT_TRUE(options.sections.params && options.sections.log);
  EXPECT_EQ(parse_options({"--json", "--env"}).form, Form::json);
  EXPECT_TRUE(parse_options({"--path", "@"}).path);
}

TEST(Options, WrongOnesAreRefused) {
  for (const Words& words : {Words{"--json", "--porcelain"}, Words{"--path", "--files"}, Words{"--path", "--json"},
                             Words{"--log", "--json"}, Words{"--porcelain", "--log"}, Words{"--seed"}})
    EXPECT_THROW(parse_options(words), base::UsageError) << words.back();
}

}  // namespace
}  // namespace exp_show
