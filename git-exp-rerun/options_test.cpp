#include "options.h"

#include <gtest/gtest.h>

#include "base/error.h"

namespace exp_rerun {
namespace {

TEST(Options, OneRun) {
  const Options options = parse_options({"asr/3", "--seeds", "4..6", "-m", "three more", "--timeout=1m"});
  EXPECT_EQ(options.runs, std::vector<std::string>{"asr/3"});
  EXPECT_EQ(options.seeds, std::pair(std::int64_t{4}, std::int64_t{6}));
  EXPECT_EQ(options.message, "three more");
  EXPECT_EQ(options.timeout_ms, 60'000);
  EXPECT_FALSE(options.verify);
  EXPECT_TRUE(options.keep);
}

TEST(Options, Verify) {
  const Options exact = parse_options({"--verify", "a", "b", "--strict", "--keep=no"});
  EXPECT_EQ(exact.runs, (std::vector<std::string>{"a", "b"}));
  EXPECT_TRUE(exact.verify && exact.strict && !exact.keep);
  EXPECT_EQ(exact.tolerance.limit, 0);
  const Options near = parse_options({"--verify=1e-6rel", "-s", "paper"});
  EXPECT_TRUE(near.tolerance.relative);
  EXPECT_EQ(near.set, "paper");
}

TEST(Options, WrongUsage) {
  const std::vector<cli::Words> wrong = {{"--seed=x"},
                                         {"a", "b"},
                                         {"-s", "paper"},
                                         {"a", "--seed=x"},
                                         {"a", "--seeds=3"},
                                         {"a", "--seeds=5..3"},
                                         {"a", "--seed=1", "--new-seed"},
                                         {"a", "--verify", "--seed=1"},
                                         {"a", "--verify=close"},
                                         {"a", "--verify=-1"},
                                         {"a", "--keep=no"},
                                         {"a", "--verify", "--keep=perhaps"},
                                         {"a", "--verify", "--json", "--porcelain"}};
  for (const auto& words : wrong)
    EXPECT_THROW(parse_options(words), base::UsageError) << (words.empty() ? "" : words.back());
}

}  // namespace
}  // namespace exp_rerun
