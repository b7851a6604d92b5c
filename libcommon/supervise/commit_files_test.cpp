#include "supervise/commit_files.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "experiment/store_test.h"

namespace supervise {
namespace {

class CommitFilesTest : public experiment::StoreTest {};

TEST_F(CommitFilesTest, AForkedProcessKnowsThemWithoutGit) {
  base::write_file_atomically(at("repo/a"), "1\n");
  git({"add", "a"});
  git({"commit", "-q", "-m", "a"});
  const auto commit = git::Oid::parse(head());
  ASSERT_TRUE(commit);
  const auto files = CommitFiles(at("repo/.git"), *commit).collect();
  ASSERT_TRUE(files);
  ASSERT_FALSE(files->empty());
  base::remove_tree(at("repo/.git/objects"));
  const pid_t pid = ::fork();
  if (pid == 0) {
    const auto known = CommitFiles(at("repo/.git"), *commit).collect();
    ::_exit(known && known->size() == files->size() && known->front().path == files->front().path ? 0 : 1);
  }
  int status = 1;
  ::waitpid(pid, &status, 0);
  EXPECT_EQ(status, 0);
  EXPECT_FALSE(CommitFiles(at("elsewhere"), *commit).collect()) << "of another repository nothing is known";
}

}  // namespace
}  // namespace supervise
