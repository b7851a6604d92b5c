#include "options.h"

#include <gtest/gtest.h>

#include "base/error.h"

namespace exp_clean {
namespace {

using cli::Words;

TEST(Options, NothingIsRemovedUnasked) {
  EXPECT_FALSE(parse_options({"asr/0"}).force);
  EXPECT_FALSE(parse_options({"-n", "asr/0"}).force);
  const Options options = parse_options({"-f", "asr/0", "--finished", "tts"});
  EXPECT_TRUE(options.force);
  EXPECT_TRUE(options.finished);
  EXPECT_FALSE(options.presumed_lost);
  EXPECT_EQ(options.words, (Words{"asr/0", "tts"}));
}

TEST(Options, WrongOnesAreRefused) {
  for (const Words& words :
       {Words{}, Words{"--force"}, Words{"-n", "-f", "a"}, Words{"--json", "--porcelain", "a"}, Words{"--all", "a"}})
    EXPECT_THROW(parse_options(words), base::UsageError) << (words.empty() ? "" : words.front());
}

}  // namespace
}  // namespace exp_clean
