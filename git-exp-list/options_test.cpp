#include "options.h"

#include <gtest/gtest.h>

#include "base/error.h"

namespace exp_list {
namespace {

using Words = cli::Words;

TEST(Options, WordsAskForRuns) {
  EXPECT_FALSE(parse_options({}).runs);
  EXPECT_TRUE(parse_options({"-r"}).runs);
  const Options options = parse_options({"asr", "tts-*", "-n", "3", "--sort", "-val/acc", "--porcelain"});
  EXPECT_TRUE(options.runs);
  EXPECT_EQ(options.words, (Words{"asr", "tts-*"}));
  EXPECT_EQ(options.limit, 3u);
  EXPECT_EQ(options.sort->column, "val/acc");
  EXPECT_TRUE(options.sort->descending);
  EXPECT_EQ(options.form, Form::porcelain);
}

TEST(Options, StatesAreTakenInAnyCaseAndByGroups) {
  const struct {
    const char* text;
    std::vector<std::string> states;
  } cases[] = {
      {"failed", {"failed"}},
      {"Failed, presumed-lost", {"failed", "presumed lost"}},
      {"presumed lost", {"presumed lost"}},
      {"active", {"running", "queued", "requeued"}},
      {"unfinished", {"failed", "interrupted", "timeout", "lost", "presumed lost"}},
  };
  for (const auto& [text, states] : cases) EXPECT_EQ(parse_options({"--state", text}).states, states) << text;
}

TEST(Options, WrongOnesAreRefused) {
  for (const Words& words :
       {Words{"--state", "done"}, Words{"--state", ""}, Words{"--state", "failed,"}, Words{"--limit", "0"},
        Words{"-n", "x"}, Words{"--sort", "-"}, Words{"--sort", ""}, Words{"--json", "--porcelain"}})
    EXPECT_THROW(parse_options(words), base::UsageError) << words.back();
}

}  // namespace
}  // namespace exp_list
