#include "git/status.h"

#include <gtest/gtest.h>

#include "git/test_repository.h"

namespace git {
namespace {

std::string dirty_paths(const WorkTreeStatus& status) {
  std::string text;
  for (const auto& path : status.dirty) text += path.code + " " + path.path + "\n";
  return text;
}

TEST(ParseStatus, EveryKindOfLine) {
  using namespace std::string_literals;
  const std::string id(40, 'a');
  const std::string text = "# branch.oid "s + id + "\0# branch.head topic/x\0# branch.upstream origin/x\0"s +  //
                           "1 .M N... 100644 100644 100644 " + id + " " + id + " a b\0"s +
                           "2 R. N... 100644 100644 100644 " + id + " " + id + " R100 new name\0old name\0"s +
                           "1 .M S..U 160000 160000 160000 " + id + " " + id + " sub\0"s +
                           "u UU N... 100644 100644 100644 100644 " + id + " " + id + " " + id + " both\0"s +  //
                           "? new\nline\0! ignored\0"s;
  const StatusOutput output = parse_status(text);
  EXPECT_EQ(output.head->hex(), id);
  EXPECT_EQ(output.branch, "topic/x");
  EXPECT_EQ(dirty_paths(output.tree), " M a b\nR  new name\n M sub\nUU both\n?? new\nline\n");
}

TEST(ParseStatus, UnbornAndDetached) {
  using namespace std::string_literals;
  const StatusOutput unborn = parse_status("# branch.oid (initial)\0# branch.head main\0"s);
  EXPECT_FALSE(unborn.head);
  EXPECT_EQ(unborn.branch, "main");
  EXPECT_FALSE(parse_status("# branch.oid "s + std::string(40, '1') + "\0# branch.head (detached)\0"s).branch);
}

TEST(ParseStatus, WhatItDoesNotKnowIsNotClean) {
  EXPECT_EQ(parse_status("9 ?? future").tree.dirty.size(), 1u);
  EXPECT_EQ(parse_status("1 .M cut").tree.dirty.size(), 1u);
  EXPECT_TRUE(parse_status("").tree.dirty.empty());
}

class Status : public testing::Test {
 protected:
  Status() { init_repository(sealed_); }
  static std::string now() { return dirty_paths(Repository::open({.with_status = true}).status()); }
  SealedFolder sealed_;
};

TEST_F(Status, OfRealTrees) {
  commit_file("kept");
  commit_file(".gitignore", "ignored\n");
  EXPECT_EQ(now(), "");
  base::write_file_atomically("ignored", "x", false);
  EXPECT_EQ(now(), "");
  base::write_file_atomically("kept", "changed\n", false);
  base::make_folders("new folder");
  base::write_file_atomically("new folder/file", "x", false);
  EXPECT_EQ(now(), " M kept\n?? new folder/\n");
  EXPECT_EQ(dirty_paths(Repository::open().status()), now()) << "also when it was not asked for at once";
}

TEST_F(Status, TheUsersSettingsCannotHideAnything) {
  commit_file("kept");
  git_says({"config", "status.showUntrackedFiles", "no"});
  git_says({"config", "status.relativePaths", "true"});
  git_says({"config", "status.short", "true"});
  base::make_folders("below");
  base::write_file_atomically("new", "x", false);
  sealed_.enter("repo/below");
  EXPECT_EQ(now(), "?? new\n");
}

TEST_F(Status, RenamesAndCopiesNameTheNewPath) {
  commit_file("old name", std::string(200, 'x'));
  git_says({"mv", "old name", "new name"});
  EXPECT_EQ(now(), "R  new name\n");
}

TEST_F(Status, AChangedSubmoduleIsDirtyWhateverItsSettingsSay) {
  init_repository(sealed_, "library");
  commit_file("part");
  sealed_.enter("repo");
  git_says({"-c", "protocol.file.allow=always", "submodule", "--quiet", "add", sealed_.below("library"), "sub"});
  git_says({"config", "--file", ".gitmodules", "submodule.sub.ignore", "all"});
  git_says({"add", "."});
  git_says({"commit", "--quiet", "--message", "with a submodule"});
  EXPECT_EQ(now(), "");
  base::write_file_atomically("sub/part", "changed", false);
  EXPECT_EQ(now(), " M sub\n");
}

TEST_F(Status, SparseCheckoutIsClean) {
  base::make_folders("a");
  base::make_folders("b");
  commit_file("a/1");
  commit_file("b/1");
  git_says({"sparse-checkout", "set", "a"});
  EXPECT_FALSE(base::path_exists("b/1"));
  EXPECT_EQ(now(), "");
}

TEST_F(Status, TheIndexIsNotTouched) {
  commit_file("kept");
  const auto before = base::load_file(".git/index");
  base::write_file_atomically("kept", "text\n", false);  // same bytes, other times: git would refresh its index
  EXPECT_EQ(now(), "");
  EXPECT_EQ(base::load_file(".git/index"), before);
}

TEST_F(Status, LongerThanAPipeDoesNotBlock) {
  commit_file("kept");
  const std::string name(200, 'n');
  for (int i = 0; i < 600; ++i) base::write_file_atomically(name + std::to_string(i), "", false);
  const Repository repository = Repository::open({.with_status = true});
  EXPECT_EQ(repository.status().dirty.size(), 600u);
}

TEST_F(Status, NeedsAWorkTree) {
  git_says({"init", "--quiet", "--bare", sealed_.below("bare.git")});
  sealed_.enter("bare.git");
  EXPECT_EQ(complaint_of([] { now(); }),
            "cannot compare the work tree with its commit: this operation must be run in a work tree");
  EXPECT_EQ(complaint_of([] { Repository::open({.with_status = true, .need_work_tree = true}); }),
            "this operation must be run in a work tree");
}

}  // namespace
}  // namespace git
