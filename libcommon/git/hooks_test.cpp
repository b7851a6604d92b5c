#include "git/hooks.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "git/test_repository.h"

namespace git {
namespace {

class Hooks : public testing::Test {
 protected:
  Hooks() { init_repository(sealed_); }

  /// A hook that writes its folder, arguments, GIT_EXP_RECORD and standard input into the file "said" at the top.
  static void write_hook(const std::string& folder, const std::string& end = "exit 0\n", mode_t mode = 0755) {
    base::make_folders(folder);
    const std::string file = base::path_join(folder, "exp-run-ended");
    base::write_file_atomically(
        file, "#!/bin/sh\necho \"$(basename \"$PWD\")|$*|$GIT_EXP_RECORD|$(cat)\" >said\n" + end, false);
    ASSERT_EQ(::chmod(file.c_str(), mode), 0);
  }
  /// Runs it, and tells what it wrote and what we were told.
  std::string run() {
    base::CollectedMessages messages;
    run_hook(Repository::open(), "exp-run-ended", {"finished", "a b"}, {"GIT_EXP_RECORD=/x y"}, messages);
    std::string said = base::read_file(sealed_.below("repo/said")).bytes;
    for (const auto& line : messages.lines()) said += line;
    return said;
  }
  static bool has() { return has_hook(Repository::open(), "exp-run-ended"); }
  SealedFolder sealed_;
};

TEST_F(Hooks, NoneIsNothing) {
  EXPECT_FALSE(has());
  EXPECT_EQ(run(), "");
}

TEST_F(Hooks, RunAtTheTopWithArgumentsAndVariables) {
  write_hook(".git/hooks");
  base::make_folders("below");
  sealed_.enter("repo/below");
  EXPECT_TRUE(has());
  EXPECT_EQ(run(), "repo|finished a b|/x y|\n");
}

TEST_F(Hooks, WithoutThePermissionBitThereIsNone) {
  write_hook(".git/hooks", "exit 0\n", 0644);
  EXPECT_FALSE(has());
}

TEST_F(Hooks, FailureIsAWarning) {
  write_hook(".git/hooks", "exit 3\n");
  EXPECT_EQ(run(), "repo|finished a b|/x y|\nwarning: the hook 'exp-run-ended' failed with exit status 3");
}

TEST_F(Hooks, FolderOfTheUsersChoice) {
  git_says({"config", "core.hooksPath", "team hooks"});
  base::make_folders("below");
  sealed_.enter("repo/below");
  EXPECT_EQ(hooks_folder(Repository::open()), sealed_.below("repo/team hooks"));
  EXPECT_FALSE(has());
  write_hook(sealed_.below("repo/team hooks"));
  EXPECT_EQ(run(), "repo|finished a b|/x y|\n");
  git_says({"config", "core.hooksPath", "~/mine"});
  EXPECT_EQ(hooks_folder(Repository::open()), sealed_.below("mine"));
  git_says({"config", "core.hooksPath", "/dev/null"});
  EXPECT_FALSE(has());
}

TEST_F(Hooks, OfALinkedWorkTreeAreTheSharedOnes) {
  commit_file("file");
  write_hook(".git/hooks");
  git_says({"worktree", "add", "--quiet", sealed_.below("linked")});
  sealed_.enter("linked");
  EXPECT_EQ(hooks_folder(Repository::open()), sealed_.below("repo/.git/hooks"));
  EXPECT_EQ(run(), "");
  EXPECT_EQ(base::load_file(sealed_.below("linked/said")), "linked|finished a b|/x y|\n");
}

TEST_F(Hooks, ConfiguredOnesAreSeen) {
  git_says({"config", "hook.notify.event", "exp-run-ended"});
  EXPECT_TRUE(has());
  EXPECT_FALSE(has_hook(Repository::open(), "exp-run-started"));
}

TEST_F(Hooks, ARelativeGitDirIsUnderstood) {
  write_hook(".git/hooks", "git rev-parse --absolute-git-dir >>said\n");
  base::make_folders("below");
  sealed_.set("GIT_DIR", "../.git");
  sealed_.set("GIT_WORK_TREE", "..");
  sealed_.enter("repo/below");
  EXPECT_EQ(run(), "repo|finished a b|/x y|\n" + sealed_.below("repo/.git") + "\n");
}

TEST_F(Hooks, AnOldGitGetsItsFileRunDirectly) {
  write_hook(".git/hooks");
  base::make_folders(sealed_.below("bin"));
  const std::string git = *process::find_program("git");
  base::write_file_atomically(
      sealed_.below("bin/git"),
      "#!/bin/sh\ncase $1 in version) echo git version 2.30.2;; hook) exit 99;; *) exec " + git + " \"$@\";; esac\n",
      false);
  ASSERT_EQ(::chmod(sealed_.below("bin/git").c_str(), 0755), 0);
  sealed_.set("PATH", (sealed_.below("bin") + ":" + std::getenv("PATH")).c_str());
  EXPECT_EQ(run(), "repo|finished a b|/x y|\n");
}

}  // namespace
}  // namespace git
