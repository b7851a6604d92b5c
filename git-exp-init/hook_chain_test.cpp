#include "hook_chain.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "base/file.h"
#include "base/random.h"
#include "hook_files.h"

namespace exp_init {
namespace {

class HookChain : public testing::Test {
 protected:
  void TearDown() override { base::remove_tree(folder_); }
  void SetUp() override {
    folder_ = base::path_join(testing::TempDir(), "hook-chain-" + base::random_hex(8));
    base::remove_tree(folder_);
  }

  std::string at(const std::string& name) const { return base::path_join(folder_, name); }
  void write(const std::string& name, const std::string& text) const {
    base::make_folders(folder_);
    base::write_file_atomically(at(name), text, false);
    chmod(at(name).c_str(), 0755);
  }
  void install() const {
    for (const auto& missing : find_missing_hooks(folder_, experiment::Sharing::none)) missing.make();
  }
  std::vector<std::string> remove() const {
    base::CollectedMessages messages;
    remove_hooks(folder_, messages);
    return messages.lines();
  }
  std::vector<std::string> entries() const { return base::find_entries(folder_).value_or(std::vector<std::string>{}); }

  std::string folder_;
};

TEST_F(HookChain, InstallsOnceAndRemovesEverything) {
  EXPECT_EQ(find_missing_hooks(folder_, experiment::Sharing::none).size(), hooks::files().size());
  install();
  EXPECT_EQ(entries(), (std::vector<std::string>{"post-commit", "post-merge", "pre-push"}));
  EXPECT_EQ(access(at("pre-push").c_str(), X_OK), 0);
  EXPECT_TRUE(find_missing_hooks(folder_, experiment::Sharing::none).empty());
  EXPECT_EQ(remove().size(), 3u);
  EXPECT_TRUE(entries().empty());
  EXPECT_EQ(remove(), (std::vector<std::string>{"no hook of git-exp is in '" + folder_ + "'"}));
}

TEST_F(HookChain, TheirsAreKeptAndPutBack) {
  const std::string theirs = "#!/bin/sh\ncd \"$(dirname \"$0\")\" && echo theirs\n";
  write("post-commit", theirs);
  install();
  install();
  EXPECT_EQ(base::load_file(at("post-commit.before-exp")), theirs);
  EXPECT_NE(base::load_file(at("post-commit")), theirs);
  remove();
  EXPECT_EQ(entries(), std::vector<std::string>{"post-commit"});
  EXPECT_EQ(base::load_file(at("post-commit")), theirs);
}

TEST_F(HookChain, AnOlderOneOfOursIsReplaced) {
  write("post-merge", "#!/bin/sh\n# git-exp hook: of an older version\nexit 0\n");
  install();
  EXPECT_FALSE(base::path_exists(at("post-merge.before-exp")));
  EXPECT_EQ(base::load_file(at("post-merge")), hooks::files()[1].text);
}

TEST_F(HookChain, NothingIsOverwritten) {
  write("pre-push", "#!/bin/sh\n");
  write("pre-push.before-exp", "precious\n");
  EXPECT_THROW(find_missing_hooks(folder_, experiment::Sharing::none), base::UserError);
  EXPECT_EQ(base::load_file(at("pre-push.before-exp")), "precious\n");
}

TEST_F(HookChain, AHookManagersOwnIsLeftWhenOursAreRemoved) {
  write("post-commit", "#!/bin/sh\necho first\n");
  install();
  write("post-commit", "#!/bin/sh\necho manager\n");
  const auto said = remove();
  EXPECT_EQ(said[0], "warning: the hook '" + at("post-commit") +
                         "' was replaced by another one: it is left as it is, and so is '" +
                         at("post-commit.before-exp") + "'");
  EXPECT_EQ(base::load_file(at("post-commit")), "#!/bin/sh\necho manager\n");
  EXPECT_EQ(entries(), (std::vector<std::string>{"post-commit", "post-commit.before-exp"}));
}

TEST_F(HookChain, ScriptsThatLookAtTheirNameAreKnown) {
  const struct {
    const char* script;
    bool asks;
  } cases[] = {
      {"#!/bin/sh\ngit lfs post-commit \"$@\"\n", false},
      {"#!/usr/bin/env bash\nHERE=\"$(cd \"$(dirname \"$0\")\" && pwd)\"\n", false},
      {"#!/bin/sh\n# $0 in a comment\ntrue\n", false},
      {"#!/usr/bin/env sh\n. \"$(dirname \"$0\")/h\"\n", true},
      {"#!/bin/sh\nexec manager run \"$(basename \"$0\")\"\n", true},
      {"#!/bin/sh\nrun ${0##*/}\n", true},
      {"#!/usr/bin/env python3\nname = sys.argv[0]\n", true},
      {"\177ELF\x02", true},
      {"", false},
  };
  for (const auto& test : cases) EXPECT_EQ(asks_for_its_name(test.script), test.asks) << test.script;
}

}  // namespace
}  // namespace exp_init
