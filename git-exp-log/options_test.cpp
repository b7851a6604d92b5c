#include "options.h"

#include <gtest/gtest.h>

#include "base/error.h"

namespace exp_log {
namespace {

using Words = cli::Words;

TEST(Options, ARunAndWhatOfItsLog) {
  EXPECT_FALSE(parse_options({}).run);
  const Options options = parse_options({"-n", "20", "asr/0", "--attempt=2"});
  EXPECT_EQ(options.run, "asr/0");
  EXPECT_EQ(options.lines, 20u);
  EXPECT_EQ(options.attempt, 2);
  EXPECT_TRUE(parse_options({"-f", "-n0"}).follow);
}

TEST(Options, WrongOnesAreRefused) {
  for (const Words& words : {Words{"asr/0", "asr/1"}, Words{"-n", "-1"}, Words{"-n", "x"}, Words{"--attempt", "0"},
                             Words{"-f", "--attempt", "1"}, Words{"--json"}})
    EXPECT_THROW(parse_options(words), base::UsageError) << words.back();
}

}  // namespace
}  // namespace exp_log
