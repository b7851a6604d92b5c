#include "cli/options.h"

#include <gtest/gtest.h>

#include "base/error.h"

namespace cli {
namespace {

struct Parsed {
  bool fix = false, tick = true;
  std::optional<std::string> seed, verify;
  Words sets, names, program;
  bool separator = false;
};

Parsed parse(const Words& words) {
  Parsed parsed;
  OptionParser parser("exp-try", {"[<tag>] [<options>] [--] [<command>...]"});
  parser.flag("-f,--fix-seed", parsed.fix, "fix it");
  parser.flag("--[no-]tick", parsed.tick, "tick");
  parser.value("--seed", "n", parsed.seed, "the seed");
  parser.optional_value("--verify", "tolerance", parsed.verify, "verify");
  parser.repeated("-S,--set-param", "name=value", parsed.sets, "set");
  parser.positionals(parsed.names, 1);
  parser.program(parsed.program);
  parser.parse(words);
  parsed.separator = parser.had_separator();
  return parsed;
}

TEST(Options, TheProgramsWordsAreNeverOurs) {
  const Words program = {"python", "train.py", "-f", "--seed", "7", "--", "--help", "", "a\nb", "{{x}}"};
  Words words = {"asr", "-f"};
  words.insert(words.end(), program.begin(), program.end());
  const Parsed parsed = parse(words);
  EXPECT_TRUE(parsed.fix);
  EXPECT_FALSE(parsed.seed);
  EXPECT_EQ(parsed.names, Words{"asr"});
  EXPECT_EQ(parsed.program, program);
}

TEST(Options, StopAtTheSeparator) {
  const Parsed parsed = parse({"-S", "lr=-1", "--seed=3", "--", "-x", "--"});
  EXPECT_EQ(parsed.sets, Words{"lr=-1"});
  EXPECT_EQ(parsed.seed, "3");
  EXPECT_TRUE(parsed.names.empty());
  EXPECT_EQ(parsed.program, (Words{"-x", "--"}));
  EXPECT_TRUE(parsed.separator);
}

TEST(Options, ValuesMayLookLikeOptionsListsOrNothing) {
  const Parsed parsed =
      parse({"t", "-S", "--lr=0.1", "-Sa=[1,2]", "--set-param", "", "--set-param=b={x}", "--seed", "-1"});
  EXPECT_EQ(parsed.sets, (Words{"--lr=0.1", "a=[1,2]", "", "b={x}"}));
  EXPECT_EQ(parsed.seed, "-1");
}

TEST(Options, FlagsClusterAndNegate) {
  const Parsed parsed = parse({"-fSx=1", "--no-tick", "--verify", "tag"});
  EXPECT_TRUE(parsed.fix);
  EXPECT_FALSE(parsed.tick);
  EXPECT_EQ(parsed.sets, Words{"x=1"});
  EXPECT_EQ(parsed.verify, "");
  EXPECT_EQ(parsed.names, Words{"tag"});
  EXPECT_FALSE(parse({"-f", "--no-fix-seed"}).fix) << "every flag can be taken back";
  EXPECT_EQ(parse({"--verify=1e-6"}).verify, "1e-6");
}

TEST(Options, WrongUsageIsNamed) {
  const auto message = [](const Words& words) -> std::string {
    try {
      parse(words);
    } catch (const base::UsageError& error) {
      return error.what();
    }
    return "accepted";
  };
  EXPECT_EQ(message({"--sed", "1"}), "unknown option '--sed'; did you mean '--seed'?");
  EXPECT_EQ(message({"-x"}), "unknown option '-x'");
  EXPECT_EQ(message({"--seed"}), "option '--seed' requires a value");
  EXPECT_EQ(message({"--fix-seed=1"}), "option '--fix-seed' takes no value");
}

TEST(Options, HelpAndCompletionComeFromOneDeclaration) {
  std::string help, completion;
  try {
    parse({"-h"});
  } catch (const EarlyExit& exit) {
    help = exit.text;
  }
  try {
    parse({"--git-completion-helper"});
  } catch (const EarlyExit& exit) {
    completion = exit.text;
  }
  EXPECT_EQ(help,
            "usage: git exp-try [<tag>] [<options>] [--] [<command>...]\n\n"
            "    -f, --fix-seed        fix it\n"
            "        --[no-]tick       tick\n"
            "        --seed <n>        the seed\n"
            "        --verify[=<tolerance>]\n"
            "                          verify\n"
            "    -S, --set-param <name=value>\n"
            "                          set\n");
  EXPECT_EQ(completion, "--fix-seed --tick --no-tick --seed= --verify --set-param=\n");
}

TEST(Options, HelpOfTheProgramIsNotOurs) {
  EXPECT_THROW(parse({"t", "-h"}), EarlyExit);
  EXPECT_EQ(parse({"t", "cmd", "-h"}).program, (Words{"cmd", "-h"}));
}

}  // namespace
}  // namespace cli
