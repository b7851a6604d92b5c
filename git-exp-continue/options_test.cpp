#include "options.h"

#include <gtest/gtest.h>

#include "base/error.h"

namespace exp_continue {
namespace {

TEST(Options, Everything) {
  const Options options = parse_options(
      {"asr/3", "--from=best", "--extra", "--lr=0.1 --wd 0", "--force", "-f", "--timeout=2m", "--trust", "-q"});
  EXPECT_EQ(options.run, "asr/3");
  EXPECT_EQ(options.from, "best");
  EXPECT_EQ(options.extra, (std::vector<std::string>{"--lr=0.1", "--wd", "0"}));
  EXPECT_TRUE(options.force && options.fix_seed && options.trust && options.verbosity.quiet);
  EXPECT_EQ(options.timeout_ms, 120'000);
}

TEST(Options, NothingIsNeeded) {
  const Options options = parse_options({});
  EXPECT_EQ(options.run, "");
  EXPECT_EQ(options.from, "");
  EXPECT_FALSE(options.force || options.timeout_ms);
}

TEST(Options, WrongUsage) {
  for (const cli::Words& words :
       {cli::Words{"a", "b"}, {"--from="}, {"--extra", " "}, {"--timeout", "soon"}, {"--timeout=0"}, {"--seed=3"}})
    EXPECT_THROW(parse_options(words), base::UsageError) << words[0];
}

}  // namespace
}  // namespace exp_continue
