#include "experiment/invocation.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <optional>

#include "base/text.h"
#include "process/child.h"

namespace experiment {
namespace {

using Words = std::vector<std::string>;

const RunPaths paths{"/w/__result__/asr/3"};

Record record_of(Words command, std::vector<std::pair<std::string, std::string>> overrides = {}) {
  Record record;
  record.run = "asr/3";
  record.tag = "asr";
  record.id = 3;
  record.uuid = "7e57ab1e-0000-4000-8000-000000000000";
  record.seed.root = 42;
  record.command = std::move(command);
  record.overrides = std::move(overrides);
  return record;
}

Words compose(Words command, std::vector<std::pair<std::string, std::string>> overrides = {},
              OverrideStyle style = OverrideStyle::equals) {
  return compose_command(record_of(std::move(command), std::move(overrides)), paths, style);
}

TEST(Command, ExactPlaceholdersOnly) {
  EXPECT_EQ(compose({"x", "{seed} {run} {tag} {id}", "--o={dir}/y", "{checkpoint_dir}"}),
            (Words{"x", "42 asr/3 asr 3", "--o=/w/__result__/asr/3/y", "/w/__result__/asr/3/checkpoint"}));
  const Words untouched = {"{{x}}", "{ seed }", "{seed",    "seed}", "{Seed}", "{lr}",         "{config}",
                           "{}",    "{",        "{resume}", "",      "a b",    "\xff\n{\xff}", "awk '{print $1}'",
                           "-f",    "--"};
  EXPECT_EQ(compose(untouched), untouched);
  EXPECT_EQ(compose({"{{seed}}", "{{{seed}", "{seed}{seed}"}), (Words{"{42}", "{{42", "4242"}));
}

TEST(Command, OverridesReplaceTheirPlaceholderOrAreAppended) {
  EXPECT_EQ(compose({"train", "--lr", "{lr}"}, {{"lr", "0.1"}, {"bs", "4"}}),
            (Words{"train", "--lr", "0.1", "--bs=4"}));
  EXPECT_EQ(compose({"train"}, {{"lr", "0.1"}, {"-x", "a b"}}, OverrideStyle::words),
            (Words{"train", "--lr", "0.1", "-x", "a b"}));
  EXPECT_EQ(compose({"train"}, {{"model.lr", "0.1"}, {"+new", ""}}, OverrideStyle::hydra),
            (Words{"train", "model.lr=0.1", "+new="}));
}

TEST(Command, WhatAnOverrideBringsInIsNotReplacedAgain) {
  EXPECT_EQ(compose({"{a}"}, {{"a", "{seed}{b}"}, {"b", "x"}}), (Words{"{seed}{b}", "--b=x"}));
}

TEST(Command, TheLastOfOneNameCountsInThePlaceOfTheFirst) {
  EXPECT_EQ(compose({"t"}, {{"a", "1"}, {"b", "2"}, {"a", "3"}}), (Words{"t", "--a=3", "--b=2"}));
  EXPECT_EQ(compose({"t", "{seed}"}, {{"seed", "5"}}), (Words{"t", "5"})) << "what was typed is not lost";
}

class Environment : public testing::Test {
 protected:
  void SetUp() override {
    for (const char* name : {"PYTHONHASHSEED", "PYTHONUNBUFFERED", "GIT_EXP_RESUME", "GIT_DIR"}) ::unsetenv(name);
  }
  void TearDown() override { SetUp(); }

  static std::optional<std::string> find(const Words& environment, const std::string& name) {
    std::optional<std::string> value;
    for (const auto& variable : environment) {
      if (!variable.starts_with(name + "=")) continue;
      EXPECT_FALSE(value) << name << " is there twice";
      value = variable.substr(name.size() + 1);
    }
    return value;
  }
};

TEST_F(Environment, SaysWhichRunItIs) {
  const Words environment = compose_environment(record_of({"x"}), paths, 2, "");
  const std::pair<const char*, const char*> expected[] = {
      {"GIT_EXP_RUN", "asr/3"},
      {"GIT_EXP_TAG", "asr"},
      {"GIT_EXP_ID", "3"},
      {"GIT_EXP_UUID", "7e57ab1e-0000-4000-8000-000000000000"},
      {"GIT_EXP_DIR", "/w/__result__/asr/3"},
      {"GIT_EXP_SEED", "42"},
      {"GIT_EXP_ATTEMPT", "2"},
      {"GIT_EXP_STATISTIC", "/w/__result__/asr/3/statistic.json"},
      {"GIT_EXP_METRICS", "/w/__result__/asr/3/metrics.jsonl"},
      {"GIT_EXP_CHECKPOINT_DIR", "/w/__result__/asr/3/checkpoint"},
      {"GIT_EXP_TENSORBOARD_DIR", "/w/__result__/asr/3/tensorboard"},
      {"GIT_EXP_PARAMS", "/w/__result__/asr/3/params.json"},
      {"PYTHONHASHSEED", "42"},
      {"PYTHONUNBUFFERED", "1"},
  };
  for (const auto& [name, value] : expected) EXPECT_EQ(find(environment, name), value) << name;
  EXPECT_EQ(find(environment, "PATH"), std::string(std::getenv("PATH")));
}

TEST_F(Environment, WhatTheUserSetStays) {
  ::setenv("PYTHONHASHSEED", "random", 1);
  ::setenv("PYTHONUNBUFFERED", "", 1);
  Record record = record_of({"x"});
  record.env = {{"OMP_NUM_THREADS", "4"}, {"GIT_EXP_SEED", "mine"}, {"A", "1"}, {"A", "2=3"}};
  const Words environment = compose_environment(record, paths, 1, "");
  EXPECT_EQ(find(environment, "PYTHONHASHSEED"), "random");
  EXPECT_EQ(find(environment, "PYTHONUNBUFFERED"), "");
  EXPECT_EQ(find(environment, "OMP_NUM_THREADS"), "4");
  EXPECT_EQ(find(environment, "GIT_EXP_SEED"), "mine");
  EXPECT_EQ(find(environment, "A"), "2=3");
}

TEST_F(Environment, ResumesOnlyWhereAskedTo) {
  ::setenv("GIT_EXP_RESUME", "of the run around us", 1);
  EXPECT_EQ(find(compose_environment(record_of({"x"}), paths, 1, ""), "GIT_EXP_RESUME"), std::nullopt);
  EXPECT_EQ(find(compose_environment(record_of({"x"}), paths, 2, "epoch_3.pt"), "GIT_EXP_RESUME"), "epoch_3.pt");
}

TEST_F(Environment, HoldsNoneOfTheRepositoryVariablesOfThisGit) {
  const auto listed = process::run({.argv = {"git", "rev-parse", "--local-env-vars"}});
  ASSERT_EQ(listed.status, 0);
  const auto names = base::split_words(listed.out);
  ASSERT_GT(names.size(), 10u);
  for (const auto& name : names) ::setenv(name.c_str(), "x", 1);
  const Words environment = compose_environment(record_of({"x"}), paths, 1, "");
  for (const auto& name : names) {
    EXPECT_EQ(find(environment, name), std::nullopt) << name;
    ::unsetenv(name.c_str());
  }
}

TEST(ParamsFile, NumbersAreBare) {
  EXPECT_EQ(format_params_file(record_of({"x"}, {{"lr", "0.10"}, {"name", "a\"b"}, {"id", "007"}, {"lr", "1e-3"}})),
            "{\n  \"lr\": 1e-3,\n  \"name\": \"a\\\"b\",\n  \"id\": \"007\"\n}\n");
}

}  // namespace
}  // namespace experiment
