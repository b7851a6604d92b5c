#include "fork.h"

#include <gtest/gtest.h>

namespace exp_run {
namespace {

using Words = std::vector<std::string>;

TEST(Fork, GetsTheWordsOfAResumedRun) {
  const struct {
    Words command, resume, words;
  } cases[] = {{{"train"}, {}, {}},
               {{"train"}, {"--resume", "{resume}"}, {"train", "--resume", "{resume}"}},
               {{"train", "--init={resume}"}, {"--resume", "{resume}"}, {}}};
  for (const auto& c : cases) EXPECT_EQ(words_of_fork(c.command, c.resume), c.words);
}

}  // namespace
}  // namespace exp_run
