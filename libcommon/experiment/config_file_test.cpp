#include "experiment/config_file.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include "base/file.h"
#include "base/sha256.h"
#include "experiment/invocation.h"
#include "experiment/names.h"
#include "experiment/test_folder.h"

namespace experiment {
namespace {

TEST(ConfigName, IsTheFilesWithoutItsLastExtension) {
  const struct {
    const char *path, *name, *with_folders;
  } cases[] = {
      {"config-train/base.lstm.config", "base.lstm", "config-train/base.lstm"},
      {"base.yaml", "base", "base"},
      {"conf/Makefile", "Makefile", "conf/Makefile"},
      {"conf.d/base", "base", "conf.d/base"},
      {"a/b/lr 0.1:fast.toml", "lr-0.1-fast", "a/b/lr-0.1-fast"},
      {"a b/x[1]~^?*\\.json", "x-1]-----", "a-b/x-1]-----"},
      {"conf/a..b.json", "a.-b", "conf/a.-b"},
      {"conf/a@{b.json", "a@-b", "conf/a@-b"},
      {"conf/x.lock.json", "x-lock", "conf/x-lock"},
      {"conf/x..json", "x-", "conf/x-"},
      {"x.lock/y.json", "y", "x-lock/y"},
      {".conf/.base.json", "base", "conf/base"},
      {"a/.b/c.json", "c", "a/b/c"},
      {"-x/--y.json", "y", "x/--y"},
      {"conf/#1.5.json", "1.5", "conf/#1.5"},
      {"conf/na\xc3\xafve.json", "na\xc3\xafve", "conf/na\xc3\xafve"},
  };
  for (const auto& one : cases) {
    const std::string name = name_after_config(one.path, false), whole = name_after_config(one.path, true);
    EXPECT_EQ(name, one.name);
    EXPECT_EQ(find_tag_name_fault(name), std::nullopt) << name;
    EXPECT_EQ(whole, one.with_folders);
    EXPECT_EQ(find_tag_name_fault(whole), std::nullopt) << whole;
  }
}

TEST(ConfigName, WhatGivesNoNameHasAFault) {
  for (const char* path : {"conf/12.json", "conf/HEAD.json", "conf/@.json", "conf/---.json", "conf/\xff.json"})
    EXPECT_TRUE(find_tag_name_fault(name_after_config(path, false))) << path;
  EXPECT_TRUE(find_tag_name_fault(name_after_config("conf/7/a.json", true)));
  EXPECT_TRUE(find_tag_name_fault(name_after_config(std::string(240, 'a'), false)));
}

Record record_with(const std::string& path, const std::string& cwd) {
  Record record;
  record.run = "asr/3";
  record.cwd = cwd;
  note_config(record, {path, base::sha256("lr: 1\n")});
  return record;
}

TEST(ConfigPath, IsThatFromTheRunsFolder) {
  const struct {
    const char *path, *cwd, *argument;
  } cases[] = {
      {"conf/a.yaml", "", "conf/a.yaml"},
      {"conf/a.yaml", "conf", "a.yaml"},
      {"conf/a.yaml", "src", "../conf/a.yaml"},
      {"a.yaml", "src/x", "../../a.yaml"},
      {"src/y/a.yaml", "src/x", "../y/a.yaml"},
      {"conf/a.yaml", "con", "../conf/a.yaml"},
      {"a/a", "a/a", "../a"},
      {"-x.yaml", "", "./-x.yaml"},
      {"../a.yaml", "", ""},
      {"/etc/passwd", "", ""},
      {"a/../../b", "", ""},
      {".git/config", "", ""},
      {"", "", ""},
  };
  for (const auto& one : cases)
    EXPECT_EQ(config_argument(record_with(one.path, one.cwd)), one.argument) << one.path << " from " << one.cwd;
  EXPECT_EQ(config_argument(Record{}), "");
  Record odd;
  odd.unknown.set("config", base::Json::string("a.yaml"));
  EXPECT_EQ(config_argument(odd), "");
}

TEST(ConfigPath, StandsWhereTheCommandHasItsPlaceholder) {
  const RunPaths paths{"/w/__result__/asr/3"};
  Record record = record_with("conf/{seed}.yaml", "src");
  record.command = {"train", "--c={config}", "{config}", "{conf}"};
  using Words = std::vector<std::string>;
  EXPECT_EQ(compose_command(record, paths, OverrideStyle::equals),
            (Words{"train", "--c=../conf/{seed}.yaml", "../conf/{seed}.yaml", "{conf}"}));
  record.overrides = {{"config", "mine"}};
  EXPECT_EQ(compose_command(record, paths, OverrideStyle::equals), (Words{"train", "--c=mine", "mine", "{conf}"}));
  record = record_with("../secret", "");
  record.command = {"train", "{config}"};
  EXPECT_EQ(compose_command(record, paths, OverrideStyle::equals), (Words{"train", "{config}"}));
}

class ConfigCopy : public FolderTest {
 protected:
  void SetUp() override {
    base::make_folders(at("run"));
    write("tree/conf/a.b.yaml", "lr: 1\n");
  }
  void copy(const std::string& path) { copy_config(record_with(path, ""), paths_, at("tree"), said_); }

  RunPaths paths_{at("run")};
  base::CollectedMessages said_;
};

TEST_F(ConfigCopy, LiesInTheRunsFolder) {
  copy("conf/a.b.yaml");
  EXPECT_EQ(read("run/config.yaml"), "lr: 1\n");
  EXPECT_EQ(said_.lines().size(), 0u);
  write("run/config.yaml", "of the program");
  copy("conf/a.b.yaml");
  EXPECT_EQ(read("run/config.yaml"), "of the program");
}

TEST_F(ConfigCopy, SaysWhereItIsAnotherFile) {
  write("tree/conf/a.b.yaml", "lr: 2\n");
  copy("conf/a.b.yaml");
  EXPECT_EQ(read("run/config.yaml"), "lr: 2\n");
  ASSERT_EQ(said_.lines().size(), 1u);
  EXPECT_NE(said_.lines()[0].find("'conf/a.b.yaml' is not the same as when 'asr/3' was made"), std::string::npos);
}

TEST_F(ConfigCopy, IsNotTakenThroughLinksOrFromOutside) {
  write("secret", "key");
  ASSERT_EQ(::symlink(at("secret").c_str(), at("tree/link").c_str()), 0);
  ASSERT_EQ(::symlink(at("").c_str(), at("tree/folder").c_str()), 0);
  for (const char* path : {"link", "folder/secret", "../secret", "missing"}) copy(path);
  EXPECT_FALSE(base::path_exists(at("run/config")));
  EXPECT_EQ(said_.lines().size(), 3u) << "what leads out says nothing: the command stops before";
}

}  // namespace
}  // namespace experiment
