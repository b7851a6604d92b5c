#include "program_words.h"

#include <gtest/gtest.h>

namespace exp_run {
namespace {

using Words = std::vector<std::string>;

TEST(ProgramWords, ExtraWordsComeOnce) {
  EXPECT_EQ(with_extra({"train", "a"}, {"--lr=1"}), (Words{"train", "a", "--lr=1"}));
  EXPECT_EQ(with_extra({"train", "--lr=1"}, {"--lr=1"}), (Words{"train", "--lr=1"}));
  EXPECT_EQ(with_extra({"--lr=1"}, {"--lr=1"}), (Words{"--lr=1", "--lr=1"}));
  EXPECT_EQ(with_extra({"train"}, {}), (Words{"train"}));
}

TEST(ProgramWords, NewValuesReplaceThoseOfTheLentCommand) {
  EXPECT_EQ(with_values({{"lr", "0.1"}, {"bs", "8"}}, {{"bs", "16"}, {"wd", "0"}}),
            (NamedValues{{"lr", "0.1"}, {"bs", "16"}, {"wd", "0"}}));
}

}  // namespace
}  // namespace exp_run
