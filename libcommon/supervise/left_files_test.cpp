#include "supervise/left_files.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/random.h"
#include "base/text.h"
#include "supervise/checkout_test.h"
#include "supervise/verified_copy.h"

namespace supervise {
namespace {

class LeftFilesTest : public testing::Test {
 protected:
  LeftFilesTest() { base::make_folders(sealed_.below("top")), base::make_folders(sealed_.below("run")); }
  void write(const std::string& path, const std::string& text) const {
    base::make_folders(base::path_parent(sealed_.below(path)));
    base::write_file_atomically(sealed_.below(path), text, false);
  }
  std::string read(const std::string& path) const { return base::load_file(sealed_.below(path)); }
  git::SealedFolder sealed_;
};

TEST_F(LeftFilesTest, NothingIsMadeForWhatIsNotThere) {
  LeftFiles files(sealed_.below("top"), sealed_.below("run"));
  EXPECT_TRUE(files.move("gone"));
  EXPECT_TRUE(files.move("no/such/folder/gone"));
  EXPECT_EQ(files.folder(), "");
  EXPECT_EQ(base::find_entries(sealed_.below("run")), std::vector<std::string>{});
}

TEST_F(LeftFilesTest, AnEmptyFolderServesAndAFilledOneIsNotTouched) {
  base::make_folders(sealed_.below("run/files"));
  write("run/files-2/a", "theirs");
  for (const char* expected : {"files", "files-3"}) {
    write("top/a", "ours");
    LeftFiles files(sealed_.below("top"), sealed_.below("run"));
    EXPECT_TRUE(files.move("a"));
    EXPECT_EQ(files.folder(), sealed_.below("run/") + expected);
    EXPECT_EQ(read(std::string("run/") + expected + "/a"), "ours");
  }
  EXPECT_EQ(read("run/files-2/a"), "theirs");
}

TEST_F(LeftFilesTest, LinksOnTheWayAreNotFollowed) {
  write("outside/secret", "s");
  ASSERT_EQ(::symlink("../outside", sealed_.below("top/link").c_str()), 0);
  LeftFiles files(sealed_.below("top"), sealed_.below("run"));
  EXPECT_TRUE(files.move("link/secret"));
  EXPECT_EQ(read("outside/secret"), "s");
  EXPECT_EQ(files.moved(), 0);
  EXPECT_TRUE(files.move("link"));
  EXPECT_EQ(files.moved(), 1);
}

TEST_F(LeftFilesTest, WhatIsThereIsNotWrittenOver) {
  write("top/a", "one");
  LeftFiles files(sealed_.below("top"), sealed_.below("run"));
  EXPECT_TRUE(files.move("a"));
  write("top/a", "two");
  EXPECT_FALSE(files.move("a"));
  EXPECT_NE(files.trouble().find("file exists"), std::string::npos) << files.trouble();
  EXPECT_EQ(read("run/files/a"), "one");
  EXPECT_EQ(read("top/a"), "two");
}

class VerifiedCopy : public LeftFilesTest {
 protected:
  int move(const std::string& name) const {
    const base::UniqueFd from(::open(sealed_.below("top").c_str(), O_RDONLY | O_DIRECTORY));
    const base::UniqueFd to(::open(sealed_.below("run").c_str(), O_RDONLY | O_DIRECTORY));
    return move_by_copy(from.value(), to.value(), name);
  }
};

TEST_F(VerifiedCopy, KeepsModesTimesLinksAndHoles) {
  write("top/out/sub/a", "text");
  write("top/out/read-only", "r");
  std::string holes(5u << 20, '\0');
  holes[3u << 20] = 'x';
  write("top/out/holes", holes);
  const std::string odd = "odd \n \xff name";
  write("top/out/" + odd, "odd");
  ASSERT_EQ(::symlink("/etc/passwd", sealed_.below("top/out/link").c_str()), 0);
  ASSERT_EQ(::mkfifo(sealed_.below("top/out/pipe").c_str(), 0600), 0);
  ASSERT_EQ(::chmod(sealed_.below("top/out/read-only").c_str(), 0400), 0);
  const timespec times[2] = {{1'000'000'000, 0}, {1'100'000'000, 123'456'789}};
  ASSERT_EQ(::utimensat(AT_FDCWD, sealed_.below("top/out/sub/a").c_str(), times, 0), 0);
  ASSERT_EQ(::utimensat(AT_FDCWD, sealed_.below("top/out/sub").c_str(), times, 0), 0);
  ASSERT_EQ(::chmod(sealed_.below("top/out/sub").c_str(), 0750), 0);

  EXPECT_EQ(move("out"), 0);
  EXPECT_FALSE(base::path_exists(sealed_.below("top/out")));
  EXPECT_EQ(read("run/out/sub/a"), "text");
  EXPECT_EQ(read("run/out/holes"), holes);
  EXPECT_EQ(read("run/out/" + odd), "odd");
  struct stat info;
  ASSERT_EQ(::lstat(sealed_.below("run/out/link").c_str(), &info), 0);
  EXPECT_TRUE(S_ISLNK(info.st_mode));
  ASSERT_EQ(::stat(sealed_.below("run/out/read-only").c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 07777, 0400u);
  ASSERT_EQ(::stat(sealed_.below("run/out/sub").c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 07777, 0750u);
  EXPECT_EQ(info.st_mtim.tv_sec, 1'100'000'000);
  ASSERT_EQ(::stat(sealed_.below("run/out/sub/a").c_str(), &info), 0);
  EXPECT_EQ(info.st_mtim.tv_nsec, 123'456'789);
  ASSERT_EQ(::stat(sealed_.below("run/out/holes").c_str(), &info), 0);
  EXPECT_LT(info.st_blocks * 512, 3 << 20);
  EXPECT_FALSE(base::path_exists(sealed_.below("run/out/pipe")));
}

TEST_F(VerifiedCopy, OnAFailureTheOriginalIsWholeAndNothingElseIsLeft) {
  write("top/taken", "t");
  write("run/taken", "theirs");
  EXPECT_EQ(move("taken"), EEXIST);
  EXPECT_EQ(read("run/taken"), "theirs");

  write("top/out/first", "f");
  write("top/out/zbig", std::string(1 << 20, 'x'));
  const pid_t child = ::fork();
  if (child == 0) {
    ::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{1 << 16, 1 << 16};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    ::_exit(move("out") == EFBIG ? 0 : 1);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
  EXPECT_EQ(read("top/out/first"), "f");
  EXPECT_EQ(read("top/out/zbig").size(), 1u << 20);
  EXPECT_FALSE(base::path_exists(sealed_.below("run/out")));
}

/// With results on another file system than the git folder.
TEST_F(CheckoutTest, ResultsOnAnotherFileSystem) {
  struct stat here, there;
  const std::string shared = "/dev/shm";
  if (::stat(".", &here) != 0 || ::stat(shared.c_str(), &there) != 0 || here.st_dev == there.st_dev)
    GTEST_SKIP() << "no other file system";
  const std::string results = shared + "/git-exp-test-" + base::random_hex(6);
  git::git_says({"config", "exp.resultDir", results});
  reopen();
  const git::Oid head = commit("a", "a\n");
  Checkout checkout = take(head);
  write(checkout.top() + "/out/model", "m");
  write(checkout.top() + "/a", "changed");
  const LeftBehind left = checkout.give_back();
  EXPECT_EQ(left.trouble, "");
  EXPECT_EQ(left.files, 2);
  EXPECT_EQ(base::load_file(results + "/t/0/files/out/model"), "m");
  EXPECT_EQ(base::load_file(results + "/t/0/files/a"), "changed");
  EXPECT_EQ(tree_of(checkout.top()), ".gitf af");
  base::remove_tree(results);
}

/// As a user whom modes concern: folders that the program closed, also without any right.
TEST_F(CheckoutTest, ClosedFoldersAndReadOnlyFiles) {
  const git::Oid head = commit("code/a", "a\n");
  constexpr uid_t nobody = 65534;
  const bool root = ::geteuid() == 0;
  if (root) process::run({.argv = {"chown", "-R", std::to_string(nobody), sealed_.path()}});
  const pid_t child = ::fork();
  if (child == 0) {
    if (root && ::setresuid(nobody, nobody, nobody) != 0) ::_exit(2);
    reopen();
    Checkout checkout = take(head);
    const std::string top = checkout.top();
    write(top + "/closed/inner/out", "o");
    write(top + "/closed/__pycache__/x", "o");
    write(top + "/code/out", "o");
    ::chmod((top + "/closed/inner/out").c_str(), 0400);
    ::chmod((top + "/closed/inner").c_str(), 0500);
    ::chmod((top + "/closed").c_str(), 0);
    ::chmod((top + "/code").c_str(), 0555);
    const LeftBehind left = checkout.give_back();
    struct stat info;
    const bool mode_kept = ::stat(in_run("files/closed").c_str(), &info) == 0 && (info.st_mode & 07777) == 0;
    ::chmod(in_run("files/closed").c_str(), 0700);
    const bool done = left.trouble.empty() && left.files == 2 && mode_kept &&
                      tree_of(in_run("files")) == "closed/inner/outf closed/innerd closedd code/outf coded" &&
                      tree_of(top) == ".gitf code/af coded";
    if (!done) ::fprintf(stderr, "%s: %s\n", left.trouble.c_str(), tree_of(in_run("files")).c_str());
    ::chmod(in_run("files/closed/inner").c_str(), 0700);
    ::_exit(done ? 0 : 1);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
}

}  // namespace
}  // namespace supervise
