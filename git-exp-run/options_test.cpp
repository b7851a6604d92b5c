#include "options.h"

#include <gtest/gtest.h>

#include "base/error.h"

namespace exp_run {
namespace {

using Words = cli::Words;

TEST(Options, TagThenProgram) {
  const Options options = parse_options({"asr", "-f", "python", "train.py", "--seed", "7", "-n"});
  EXPECT_EQ(options.tag, "asr");
  EXPECT_TRUE(options.fix_seed);
  EXPECT_FALSE(options.dry_run);
  EXPECT_EQ(options.command, (Words{"python", "train.py", "--seed", "7", "-n"}));
  EXPECT_FALSE(options.separated);
}

TEST(Options, ProgramWithoutTag) {
  const Options options = parse_options({"--seed=7", "--", "python", "train.py"});
  EXPECT_FALSE(options.tag);
  EXPECT_EQ(options.seed, 7);
  EXPECT_EQ(options.command, (Words{"python", "train.py"}));
  EXPECT_TRUE(options.separated);
}

TEST(Options, ValuesAreTakenApart) {
  const Options options =
      parse_options({"t", "-S", "lr=0.1", "-S", "name=a=b", "-S", "lr=0.2", "--env", "A=", "--extra",
                     "--lr=0.1  --momentum=0.5", "--timeout", "1.5h", "-m", "why"});
  EXPECT_EQ(options.overrides, (NamedValues{{"lr", "0.2"}, {"name", "a=b"}}));
  EXPECT_EQ(options.env, (NamedValues{{"A", ""}}));
  EXPECT_EQ(options.extra, (Words{"--lr=0.1", "--momentum=0.5"}));
  EXPECT_EQ(options.timeout_ms, 5'400'000);
  EXPECT_EQ(options.message, "why");
}

TEST(Options, AConfigFileIsNoTag) {
  const Options options = parse_options({"--config", "conf/a.yaml", "--name-from-path", "--", "train", "{config}"});
  EXPECT_EQ(options.config, "conf/a.yaml");
  EXPECT_TRUE(options.name_from_path);
  EXPECT_FALSE(options.tag);
  EXPECT_EQ(options.command, (Words{"train", "{config}"}));
}

TEST(Options, WrongOnesAreRefused) {
  for (const Words& words :
       {Words{"t", "-S", "lr"}, Words{"t", "-S", "=1"}, Words{"t", "--seed", "-1"}, Words{"t", "--seed", "2147483648"},
        Words{"t", "--seed", "1.5"}, Words{"t", "--timeout", "soon"}, Words{"t", "--timeout", "0"},
        Words{"-f", "--seed", "1", "t"}, Words{"t", "--extra", " "}, Words{"--trial", "--snapshot"},
        Words{"--name-from-path", "t"}, Words{"--config", "", "t"}, Words{"--bogus"}})
    EXPECT_THROW(parse_options(words), base::UsageError) << words.back();
}

}  // namespace
}  // namespace exp_run
