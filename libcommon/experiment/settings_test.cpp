#include "experiment/settings.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "experiment/test_folder.h"

namespace experiment {
namespace {

using Entries = std::vector<std::pair<std::string, std::string>>;

git::Config config_of(const Entries& entries) {
  std::string listing;
  for (const auto& [key, value] : entries) listing += key + "\n" + value + std::string(1, '\0');
  return git::Config::parse(listing);
}

const git::Location plain{"/w/.git", "/w/.git", "/w", "", "/w"};
const git::Location linked{"/w/.git/worktrees/x", "/w/.git", "/x", "", "/w"};
const git::Location bare{"/b.git", "/b.git", "", "", ""};
const git::Location tree_of_bare{"/b.git/worktrees/x", "/b.git", "/x", "", ""};

Settings resolve(const Entries& config, const Entries& tracked = {}, const git::Location& location = plain) {
  return resolve_settings(config_of(config), config_of(tracked), location);
}

std::string refusal(const Entries& config, const Entries& tracked = {}, const git::Location& location = plain) {
  try {
    resolve(config, tracked, location);
  } catch (const base::UserError& error) {
    return error.what();
  }
  return "";
}

TEST(Settings, HowAProgramIsAskedToStop) {
  EXPECT_EQ(resolve({}).stop_signal, 2);
  EXPECT_EQ(resolve({}).grace_ms, 30'000);
  const std::vector<std::pair<std::string, int>> signals = {{"INT", 2},    {"SIGTERM", 15}, {"usr1", 10},
                                                            {"SigHup", 1}, {"QUIT", 3},     {"USR2", 12}};
  for (const auto& [text, number] : signals) {
    EXPECT_EQ(resolve({{"exp.stopSignal", text}}).stop_signal, number) << text;
    EXPECT_EQ(parse_stop_signal(format_stop_signal(number)), number);
  }
  EXPECT_EQ(resolve({{"exp.grace", "2m"}}).grace_ms, 120'000);
  EXPECT_EQ(resolve({{"exp.grace", "0"}}).grace_ms, 0);
  for (const char* text : {"KILL", "9", "SIG", "STOP", "interrupt"})
    EXPECT_EQ(refusal({}, {{"exp.stopSignal", text}}),
              "exp.stopSignal in '.expconfig' is '" + std::string(text) +
                  "', but 'INT', 'TERM', 'HUP', 'QUIT', 'USR1' or 'USR2' is needed");
  EXPECT_EQ(refusal({{"exp.grace", "soon"}}), "exp.grace is 'soon', but a duration such as 30s or 10m is needed");
}

TEST(Settings, Defaults) {
  const Settings settings = resolve({});
  EXPECT_EQ(settings.result_dir, "/w/__result__");
  EXPECT_EQ(settings.statistic_dir, "/w/__statistic__");
  EXPECT_TRUE(settings.command_words.empty());
  EXPECT_EQ(settings.seed, 0);
  EXPECT_TRUE(settings.capture_metrics);
  EXPECT_EQ(settings.override_style, OverrideStyle::equals);
  EXPECT_EQ(settings.auto_record, "");
  EXPECT_EQ(settings.sharing, Sharing::none);
}

TEST(Settings, ACommandForTheEndIsOnlyTheUsers) {
  EXPECT_EQ(resolve({{"exp.notify", "mail"}}).notify, "mail");
  const Settings theirs = resolve({}, {{"exp.notify", "rm -r ~"}});
  EXPECT_EQ(theirs.notify, "");
  EXPECT_TRUE(theirs.notify_ignored);
  const Settings both = resolve({{"exp.notify", "mail"}}, {{"exp.notify", "rm -r ~"}});
  EXPECT_EQ(both.notify, "mail");
  EXPECT_FALSE(both.notify_ignored);
}

TEST(Settings, AForksCommandIsWords) {
  EXPECT_EQ(resolve({}, {{"exp.forkcommand", "tune 'a b'"}}).fork_words, (std::vector<std::string>{"tune", "a b"}));
  EXPECT_EQ(refusal({{"exp.forkcommand", "tune 'a"}}),
            "exp.forkCommand is 'tune 'a', but words whose quotes are closed is needed");
}

TEST(Settings, GlobsComeOnTopOfTheDefaultUnlessCleared) {
  EXPECT_EQ(resolve({}).discard, default_discard());
  const auto more = resolve({{"exp.discard", "target"}}).discard;
  ASSERT_EQ(more.size(), default_discard().size() + 1);
  EXPECT_EQ(more.back(), "target");
  EXPECT_EQ(resolve({{"exp.verifyignore", ""}, {"exp.verifyignore", "speed"}}).verify_ignore,
            std::vector<std::string>{"speed"});
  EXPECT_TRUE(resolve({}, {{"exp.discard", ""}}).discard.empty());
}

TEST(Settings, Snapshots) {
  const Settings defaults = resolve({}, {});
  EXPECT_FALSE(defaults.freeze_dirty);
  EXPECT_EQ(defaults.snapshot_max_size, 52'428'800u);
  EXPECT_EQ(defaults.snapshot_limit, 104'857'600u);
  const Settings settings =
      resolve({{"exp.snapshotmaxsize", "2g"}}, {{"exp.dirty", "snapshot"}, {"exp.snapshotlimit", "10"}});
  EXPECT_TRUE(settings.freeze_dirty);
  EXPECT_EQ(settings.snapshot_max_size, 2'147'483'648u);
  EXPECT_EQ(settings.snapshot_limit, 10u);
  EXPECT_NE(refusal({{"exp.dirty", "yes"}}), "");
  EXPECT_NE(refusal({{"exp.snapshotlimit", "much"}}), "");
}

TEST(Settings, Checkouts) {
  const Settings settings = resolve({{"exp.isolate", "always"}, {"exp.keeptrees", "0"}}, {{"exp.link", "third/data"}});
  EXPECT_EQ(settings.isolate, Isolation::always);
  EXPECT_EQ(settings.keep_trees, 0);
  EXPECT_EQ(settings.links, std::vector<std::string>{"third/data"});
  EXPECT_EQ(resolve({{"exp.resumeargs", "--resume '{resume} x'"}}).resume_words,
            (std::vector<std::string>{"--resume", "{resume} x"}));
  EXPECT_NE(refusal({{"exp.isolate", "sometimes"}}), "");
  EXPECT_NE(refusal({{"exp.keeptrees", "-1"}}), "");
  EXPECT_NE(refusal({{"exp.link", "../data"}}), "");
  EXPECT_NE(refusal({}, {{"exp.link", "/etc"}}), "");
}

TEST(Settings, ConfigurationWinsOverTheTrackedFileKeyByKey) {
  const Settings settings = resolve({{"exp.seed", "3"}, {"exp.metric", "wer:min"}, {"exp.command", ""}},
                                    {{"exp.seed", "5"},
                                     {"exp.metric", "loss:min"},
                                     {"exp.metric", "acc:max"},
                                     {"exp.command", "make it"},
                                     {"exp.tagprefix", "exp/"},
                                     {"core.sharedrepository", "group"}});
  EXPECT_EQ(settings.seed, 3);
  ASSERT_EQ(settings.metrics.size(), 1u);
  EXPECT_EQ(settings.metrics[0].name, "wer");
  EXPECT_TRUE(settings.command_words.empty()) << "an empty value takes the tracked one back";
  EXPECT_EQ(settings.tag_prefix, "exp/");
  EXPECT_EQ(settings.sharing, Sharing::none) << "the tracked file speaks of exp.* only";
}

TEST(Settings, SeveralValues) {
  const Settings settings = resolve({{"exp.metric", "old:min"},
                                     {"exp.metric", ""},
                                     {"exp.metric", "mAP@0.5:0.95:max"},
                                     {"exp.metric", "loss"},
                                     {"exp.metricpattern", "wer=WER: (.*)"},
                                     {"exp.checkpoint", "*.pt"},
                                     {"exp.checkpoint", "ckpt/**"}});
  ASSERT_EQ(settings.metrics.size(), 2u);
  EXPECT_EQ(settings.metrics[0].name, "mAP@0.5:0.95");
  EXPECT_EQ(settings.metrics[0].direction, Direction::max);
  EXPECT_EQ(settings.metrics[1].direction, std::nullopt);
  EXPECT_EQ(settings.metric_patterns, (std::vector<std::string>{"wer=WER: (.*)"}));
  EXPECT_EQ(settings.checkpoint, (std::vector<std::string>{"*.pt", "ckpt/**"}));
}

TEST(Settings, WordsForWhatTheyMean) {
  EXPECT_EQ(resolve({{"exp.overridestyle", "words"}}).override_style, OverrideStyle::words);
  EXPECT_EQ(resolve({{"exp.overridestyle", "name=value"}}).override_style, OverrideStyle::hydra);
  EXPECT_EQ(resolve({{"exp.autorecord", "true"}}).auto_record, "record");
  EXPECT_EQ(resolve({{"exp.autorecord", "false"}}).auto_record, "");
  EXPECT_EQ(resolve({{"exp.autorecord", "paper"}}).auto_record, "paper");
  EXPECT_FALSE(resolve({{"exp.capturemetrics", "no"}}).capture_metrics);
  EXPECT_EQ(resolve({{"exp.command", "python 'my train.py' --lr {lr}"}}).command_words,
            (std::vector<std::string>{"python", "my train.py", "--lr", "{lr}"}));
}

TEST(Settings, SharingFollowsGit) {
  const struct {
    const char* git;
    Sharing sharing;
  } cases[] = {{"umask", Sharing::none}, {"false", Sharing::none}, {"0", Sharing::none},    {"group", Sharing::group},
               {"true", Sharing::group}, {"1", Sharing::group},    {"all", Sharing::world}, {"2", Sharing::world},
               {"0660", Sharing::group}, {"0664", Sharing::world}, {"0600", Sharing::none}};
  for (const auto& expected : cases)
    EXPECT_EQ(resolve({{"core.sharedrepository", expected.git}}).sharing, expected.sharing) << expected.git;
  EXPECT_EQ(resolve({{"core.sharedrepository", "group"}, {"exp.shared", "none"}}).sharing, Sharing::none);
}

TEST(Settings, ResultsAreOfTheMainWorkTree) {
  EXPECT_EQ(resolve({}, {}, linked).result_dir, "/w/__result__");
  EXPECT_EQ(resolve({{"exp.resultdir", "out/runs"}}, {}, linked).result_dir, "/w/out/runs");
  EXPECT_EQ(resolve({{"exp.resultdir", "/data/runs"}}, {}, linked).result_dir, "/data/runs");
  EXPECT_EQ(resolve({{"exp.resultdir", "/data/runs"}}, {}, linked).statistic_dir, "/w/__statistic__");
  EXPECT_EQ(refusal({}, {}, tree_of_bare),
            "this is a work tree of a bare repository: it is not known where results are to be kept");
  EXPECT_EQ(resolve({{"exp.resultdir", "/data/runs"}}, {}, tree_of_bare).statistic_dir, "/data/__statistic__");
  EXPECT_EQ(resolve({{"exp.resultdir", "../runs"}}, {}, tree_of_bare).result_dir, "/runs");
  EXPECT_EQ(resolve({}, {}, bare).result_dir, "/b.git/exp/__result__");
}

TEST(Settings, HomeIsExpanded) {
  ::setenv("HOME", "/home/ada", 1);
  EXPECT_EQ(resolve({{"exp.resultdir", "~/runs"}}).result_dir, "/home/ada/runs");
  EXPECT_EQ(refusal({{"exp.resultdir", "~eve/runs"}}),
            "exp.resultDir is '~eve/runs', but a path without '~<user>' is needed");
  ::unsetenv("HOME");
  EXPECT_EQ(refusal({{"exp.resultdir", "~/runs"}}),
            "exp.resultDir is '~/runs', but a path without '~' (HOME is not set) is needed");
}

TEST(Settings, WrongValuesNameTheKeyAndWhatWouldDo) {
  const struct {
    const char* key;
    const char* value;
    const char* message;
  } cases[] = {
      {"exp.seed", "-1", "exp.seed is '-1', but a whole number from 0 to 2147483647 is needed"},
      {"exp.overridestyle", "loud",
       "exp.overrideStyle is 'loud', but 'equals' (--name=value), 'words' (--name value) or 'hydra' (name=value) is "
       "needed"},
      {"exp.shared", "maybe", "exp.shared is 'maybe', but 'none', 'group' or 'world' is needed"},
      {"exp.metric", "acc:maximize",
       "exp.metric is 'acc:maximize', but a metric's name, '<name>:min' or '<name>:max' is needed"},
      {"exp.metric", ":max", "exp.metric is ':max', but a metric's name, '<name>:min' or '<name>:max' is needed"},
      {"exp.autorecord", "../x", "exp.autoRecord is '../x', but the name of a set is needed"},
      {"exp.autorecord", "finished",
       "exp.autoRecord is 'finished', but a set other than 'finished', which makes itself, is needed"},
      {"exp.tagprefix", "a b", "exp.tagPrefix is 'a b', but the beginning of a tag's name, such as 'exp/', is needed"},
      {"exp.command", "echo 'x", "exp.command is 'echo 'x', but a command line whose quotes are closed is needed"},
      {"exp.seedfile", "/etc/seed", "exp.seedFile is '/etc/seed', but a path inside the repository is needed"},
  };
  for (const auto& expected : cases) EXPECT_EQ(refusal({{expected.key, expected.value}}), expected.message);
  EXPECT_NE(refusal({{"exp.capturemetrics", "perhaps"}}).find("exp.captureMetrics"), std::string::npos);
}

TEST(Settings, TrackedPathsStayInside) {
  for (const char* key : {"exp.resultdir", "exp.statistic", "exp.checkpoint", "exp.seedfile"})
    for (const char* path : {"/etc/x", "../x", "a/../../x", "~/x", ".git/config", "sub/.GIT/hooks"})
      EXPECT_NE(refusal({}, {{key, path}}).find(" in '.expconfig' is "), std::string::npos) << key << " " << path;
  EXPECT_EQ(resolve({}, {{"exp.resultdir", "out"}}).result_dir, "/w/out");
  EXPECT_EQ(resolve({{"exp.statistic", "../x"}}, {}).statistic, "../x") << "the user's own is the user's business";
}

TEST(SplitCommand, AsAShellWould) {
  const struct {
    const char* line;
    std::vector<std::string> words;
  } cases[] = {
      {"", {}},
      {"  a\tb  ", {"a", "b"}},
      {"a 'b c' \"d e\" f\\ g", {"a", "b c", "d e", "f g"}},
      {"'' \"\"", {"", ""}},
      {"a'b'\"c\"d", {"abcd"}},
      {R"("\$HOME \"x\" \n \\" $HOME *)", {R"($HOME "x" \n \)", "$HOME", "*"}},
      {R"('\x')", {R"(\x)"}},
      {"a\\\nb # c", {"ab", "#", "c"}},
      {"--x={{y}} {lr}", {"--x={{y}}", "{lr}"}},
  };
  for (const auto& expected : cases) EXPECT_EQ(split_command(expected.line), expected.words) << expected.line;
  for (const char* open : {"'a", "\"a", "a\\"}) EXPECT_THROW(split_command(open), base::UserError) << open;
}

class LoadSettings : public RepositoryTest {
 protected:
  static Settings load() { return load_settings(git::Repository::open()); }
  static std::string failure() {
    try {
      load();
    } catch (const base::UserError& error) {
      return error.what();
    }
    return "";
  }
};

TEST_F(LoadSettings, TheTrackedFileIsWeakerThanGit) {
  write("repo/.expconfig",
        "[exp]\n\tcommand = make x\n\tseed = 7\n\tmetric = acc:max\n[include]\n\tpath = ../home/more\n");
  write("home/more", "[exp]\n\ttagPrefix = evil/\n");
  git({"config", "exp.seed", "9"});
  const Settings settings = load();
  EXPECT_EQ(settings.command_words, (std::vector<std::string>{"make", "x"}));
  EXPECT_EQ(settings.seed, 9);
  EXPECT_EQ(settings.tag_prefix, "");
  EXPECT_EQ(settings.result_dir, at("repo/__result__"));
}

TEST_F(LoadSettings, OneOnTheCommandLineOfGitCounts) {
  ::setenv("GIT_CONFIG_PARAMETERS", "'exp.seed'='11'", 1);
  EXPECT_EQ(load().seed, 11);
  ::unsetenv("GIT_CONFIG_PARAMETERS");
}

TEST_F(LoadSettings, FaultsAreGitsOwnWords) {
  write("repo/.expconfig", "[exp\n");
  EXPECT_NE(failure().find("cannot read '.expconfig': bad config line 1"), std::string::npos) << failure();
}

TEST_F(LoadSettings, AFifoDoesNotHangUs) {
  ASSERT_EQ(::mkfifo(at("repo/.expconfig").c_str(), 0600), 0);
  EXPECT_EQ(failure(), "cannot read '.expconfig': it is no file");
}

TEST_F(LoadSettings, ATrackedPathLeadsThroughNoLink) {
  ASSERT_EQ(::symlink("/etc", at("repo/x").c_str()), 0);
  write("repo/.expconfig", "[exp]\n\tseedFile = x/seed\n");
  EXPECT_EQ(failure(),
            "exp.seedFile in '.expconfig' is 'x/seed', which leads through the symbolic link '" + at("repo/x") + "'");
  write("repo/.expconfig", "[exp]\n\tresultDir = __result__/mine\n");
  ASSERT_EQ(::symlink(folder_.c_str(), at("repo/__result__").c_str()), 0);
  EXPECT_EQ(failure(), "") << "the user's own link to a file server";
}

TEST_F(LoadSettings, ABareRepositoryHasItsHead) {
  write("repo/.expconfig", "[exp]\n\tseed = 5\n");
  git({"add", ".expconfig"});
  git({"commit", "-q", "-m", "settings"});
  git({"clone", "-q", "--bare", ".", "../bare.git"});
  enter("bare.git");
  EXPECT_EQ(load().seed, 5);
}

}  // namespace
}  // namespace experiment
