#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include "supervise/checkout_test.h"

/// What is in a checkout, and what becomes of it.
namespace supervise {
namespace {

using CheckoutContent = CheckoutTest;

git::Oid commit_all() {
  git::git_says({"add", "-A"});
  git::git_says({"commit", "-q", "-m", "all"});
  return *git::Oid::parse(git::git_says({"rev-parse", "HEAD"}));
}

TEST_F(CheckoutContent, IsWhatGitMakesOfTheCommit) {
  git::git_says({"config", "filter.shout.smudge", "tr a-z A-Z"});
  git::git_says({"config", "filter.shout.clean", "tr A-Z a-z"});
  write(".gitattributes",
        "*.up filter=shout\n*.crlf eol=crlf\n*.u16 working-tree-encoding=UTF-16LE\nx export-ignore\n");
  write("a.up", "HELLO\n");
  write("b.crlf", "one\r\ntwo\r\n");
  write("c.u16", std::string("h\0i\0\n\0", 6));
  write("x", "$Id$");
  write("run", "#!/bin/sh\n");
  write("odd \n name\xff", "odd");
  ASSERT_EQ(::chmod("run", 0755), 0);
  ASSERT_EQ(::symlink("missing/target", "link"), 0);
  const git::Oid head = commit_all();
  const std::string top = take(head).top();
  for (const char* name : {"a.up", "b.crlf", "c.u16", "x", "run", "odd \n name\xff"})
    EXPECT_EQ(base::load_file(top + "/" + name), base::load_file(name)) << name;
  struct stat info;
  ASSERT_EQ(::stat((top + "/run").c_str(), &info), 0);
  EXPECT_TRUE(info.st_mode & S_IXUSR);
  ASSERT_EQ(::lstat((top + "/link").c_str(), &info), 0);
  EXPECT_TRUE(S_ISLNK(info.st_mode));
}

TEST_F(CheckoutContent, NothingOfTheUsersStateLeaksIntoIt) {
  write("in/a", "a\n");
  write("out/b", "b\n");
  const git::Oid head = commit_all();
  write(".git/hooks/post-checkout", "#!/bin/sh\ntouch " + sealed_.below("hook-ran") + "\n");
  write(".git/hooks/post-index-change", "#!/bin/sh\ntouch " + sealed_.below("hook-ran") + "\n");
  for (const char* hook : {"post-checkout", "post-index-change"})
    ASSERT_EQ(::chmod((std::string(".git/hooks/") + hook).c_str(), 0755), 0);
  git::git_says({"sparse-checkout", "set", "in"});
  base::remove_tree(sealed_.below("hook-ran"));
  ASSERT_FALSE(base::path_exists("out/b"));
  reopen();
  sealed_.set("GIT_INDEX_FILE", sealed_.below("repo/.git/index").c_str());
  sealed_.set("GIT_DIR", sealed_.below("repo/.git").c_str());
  sealed_.set("GIT_WORK_TREE", sealed_.below("repo").c_str());
  Checkout checkout = take(head);
  EXPECT_TRUE(base::path_exists(checkout.top() + "/out/b"));
  EXPECT_EQ(checkout.give_back().files, 0);
  EXPECT_FALSE(base::path_exists(sealed_.below("hook-ran")));
  EXPECT_FALSE(base::path_exists("out/b"));
  for (const char* name : {"GIT_INDEX_FILE", "GIT_DIR", "GIT_WORK_TREE"}) sealed_.set(name, nullptr);
  EXPECT_EQ(git::git_says({"status", "--porcelain"}), "");
}

TEST_F(CheckoutContent, ResultsDataAndLinkedPathsAreShared) {
  write("__data__/d", "data\n");
  write("corpora/big/c", "corpus\n");
  write("venv/bin/python", "python\n");
  write(".gitignore", "corpora/\nvenv/\nbuild/\n");
  write("build/x", "x");
  write("a", "a\n");
  for (const char* path : {"corpora/big", "venv/", "nowhere"}) git::git_says({"config", "--add", "exp.link", path});
  const git::Oid head = commit_all();
  reopen();
  Checkout checkout = take(head);
  EXPECT_EQ(base::load_file(checkout.top() + "/__data__/d"), "data\n");
  EXPECT_EQ(base::load_file(checkout.top() + "/corpora/big/c"), "corpus\n");
  EXPECT_EQ(base::load_file(checkout.top() + "/venv/bin/python"), "python\n");
  EXPECT_TRUE(base::is_folder(checkout.top() + "/__result__/t/0"));
  EXPECT_EQ(open_->said(),
            "warning: exp.link names 'nowhere', which is not in the live tree: it is missing in the "
            "checkout too");
  EXPECT_EQ(checkout.missing_ignored(), std::vector<std::string>{"build/"});

  write(checkout.top() + "/venv/written", "into the live one");
  const LeftBehind left = checkout.give_back();
  EXPECT_EQ(left.trouble, "");
  EXPECT_EQ(left.files, 0);
  EXPECT_TRUE(base::path_exists("corpora/big/c"));
  EXPECT_TRUE(base::path_exists("venv/written"));
  EXPECT_EQ(tree_of(checkout.top()), ".gitf .gitignoref af");
}

TEST_F(CheckoutContent, APathThatTheCommitHasIsNotLinkedOver) {
  write("__data__/tracked", "t\n");
  git::git_says({"add", "-f", "__data__/tracked"});
  git::git_says({"commit", "-q", "-m", "tracked data"});
  const git::Oid head = commit("a", "a\n");
  git::git_says({"rm", "-rq", "__data__"});
  git::git_says({"commit", "-q", "-m", "no more"});
  write("__data__/other", "o\n");
  Checkout checkout = take(head);
  EXPECT_EQ(tree_of(checkout.top() + "/__data__"), "trackedf");
  EXPECT_EQ(checkout.give_back().files, 0);
}

TEST_F(CheckoutContent, ALinkThatTheProgramReplacedIsItsResult) {
  const git::Oid head = commit("a", "a\n");
  Checkout checkout = take(head);
  ::unlink((checkout.top() + "/__result__").c_str());
  write(checkout.top() + "/__result__/mine", "m");
  ASSERT_EQ(::symlink("/etc/passwd", (checkout.top() + "/password").c_str()), 0);
  EXPECT_EQ(checkout.give_back().files, 2);
  EXPECT_EQ(base::load_file(in_run("files/__result__/mine")), "m");
  struct stat info;
  ASSERT_EQ(::lstat(in_run("files/password").c_str(), &info), 0);
  EXPECT_TRUE(S_ISLNK(info.st_mode));
}

TEST_F(CheckoutContent, FilesThatBecomeFoldersAndFoldersThatBecomeFiles) {
  write("file", "f\n");
  write("folder/a", "a\n");
  write("folder/b", "b\n");
  write("linked/c", "c\n");
  const git::Oid head = commit_all();
  Checkout checkout = take(head);
  const std::string top = checkout.top();
  ::unlink((top + "/file").c_str());
  write(top + "/file/inside", "i");
  base::remove_tree(top + "/folder");
  write(top + "/folder", "now a file");
  base::remove_tree(top + "/linked");
  ASSERT_EQ(::symlink(sealed_.path().c_str(), (top + "/linked").c_str()), 0);
  write(sealed_.below("c"), "outside");
  const LeftBehind left = checkout.give_back();
  EXPECT_EQ(left.trouble, "");
  EXPECT_EQ(left.files, 3);
  EXPECT_EQ(base::load_file(in_run("files/file/inside")), "i");
  EXPECT_EQ(base::load_file(in_run("files/folder")), "now a file");
  EXPECT_EQ(base::load_file(sealed_.below("c")), "outside");
  EXPECT_EQ(tree_of(top), ".gitf filef folder/af folder/bf folderd linked/cf linkedd");
}

TEST_F(CheckoutContent, NestedRepositoriesAndGitsOwnStateAreKept) {
  write("code/x.py", "x\n");
  const git::Oid head = commit_all();
  Checkout checkout = take(head);
  const std::string top = checkout.top();
  git::git_says({"init", "-q", top + "/cloned"});
  write(top + "/cloned/__pycache__/kept.pyc", "part of it");
  git::git_says({"init", "-q", top + "/code"});  // around a file of the commit
  write(top + "/code/x.py", "y\n");
  git::git_says({"-C", top, "commit", "-q", "-a", "-m", "made by the program"});
  const std::string made = git::git_says({"-C", top, "rev-parse", "HEAD"});
  write(top + "/staged", "s\n");
  git::git_says({"-C", top, "add", "staged"});
  write(git::git_says({"-C", top, "rev-parse", "--absolute-git-dir"}) + "/index.lock", "");
  const LeftBehind left = checkout.give_back();
  EXPECT_EQ(left.trouble, "");
  EXPECT_TRUE(base::path_exists(in_run("files/cloned/.git/HEAD")));
  EXPECT_TRUE(base::path_exists(in_run("files/cloned/__pycache__/kept.pyc")));
  EXPECT_TRUE(base::path_exists(in_run("files/code/.git/HEAD")));
  EXPECT_EQ(base::load_file(in_run("files/code/x.py")), "y\n");
  EXPECT_EQ(base::load_file(in_run("files/staged")), "s\n");
  EXPECT_EQ(git::git_says({"rev-parse", "refs/exp/commits/" + made}), made);
  EXPECT_EQ(tree_of(top), ".gitf code/x.pyf coded");
  EXPECT_EQ(git::git_says({"-C", top, "status", "--porcelain", "--ignored"}), "");
  EXPECT_EQ(git::git_says({"-C", top, "rev-parse", "HEAD"}), head.hex());
}

TEST_F(CheckoutContent, LocksThatAGitLeftAreGoneForTheNextProgram) {
  const git::Oid head = commit("a", "a\n");
  std::string lock;
  {
    Checkout checkout = take(head);
    lock = git::git_says({"-C", checkout.top(), "rev-parse", "--absolute-git-dir"}) + "/HEAD.lock";
    EXPECT_EQ(checkout.give_back().trouble, "");
  }
  write(lock, "");
  Checkout checkout = take(head);
  EXPECT_EQ(git::git_says({"-C", checkout.top(), "rev-parse", "--absolute-git-dir"}) + "/HEAD.lock", lock) << "kept";
  EXPECT_FALSE(base::path_exists(lock));
}

TEST_F(CheckoutContent, ADamagedGitFileIsMended) {
  const git::Oid head = commit("a", "a\n");
  Checkout checkout = take(head);
  ::unlink((checkout.top() + "/.git").c_str());
  git::git_says({"init", "-q", checkout.top()});
  write(checkout.top() + "/out", "o");
  const LeftBehind left = checkout.give_back();
  EXPECT_EQ(left.trouble, "");
  EXPECT_TRUE(base::path_exists(in_run("files/0/.git/HEAD")));
  EXPECT_EQ(base::load_file(in_run("files-2/out")), "o");
}

TEST_F(CheckoutContent, WhatGitForgotIsKeptAsAWhole) {
  const git::Oid head = commit("a", "a\n");
  Checkout checkout = take(head);
  write(checkout.top() + "/out", "o");
  base::remove_tree(".git/worktrees");
  const LeftBehind left = checkout.give_back();
  EXPECT_EQ(left.trouble, "");
  EXPECT_EQ(base::load_file(in_run("files/0/out")), "o");
  EXPECT_EQ(tree_of(trees()), "");
}

TEST_F(CheckoutContent, ACheckoutThatSomebodyRemovedIsSaid) {
  const git::Oid head = commit("a", "a\n");
  Checkout checkout = take(head);
  git::git_says({"worktree", "remove", "--force", checkout.top()});
  const LeftBehind left = checkout.give_back();
  EXPECT_NE(left.trouble.find("another process removed the checkout"), std::string::npos) << left.trouble;
  EXPECT_EQ(tree_of(trees()), "");
  base::remove_tree(take(head, "t/1").top());
  EXPECT_EQ(take(head, "t/2").give_back().trouble, "");
  EXPECT_EQ(listed(), 1u);
}

TEST_F(CheckoutContent, SocketsAndFifosAreSaidAndNotMoved) {
  const git::Oid head = commit("code/a", "a\n");
  Checkout checkout = take(head);
  ASSERT_EQ(::mkfifo((checkout.top() + "/code/pipe").c_str(), 0600), 0);
  base::make_folders(checkout.top() + "/run");
  ASSERT_EQ(::mkfifo((checkout.top() + "/run/pipe").c_str(), 0600), 0);
  write(checkout.top() + "/run/log", "l");
  const LeftBehind left = checkout.give_back();
  EXPECT_EQ(left.files, 1);
  EXPECT_EQ(tree_of(in_run("files")), "run/logf rund");
  EXPECT_EQ(open_->said(),
            "warning: not kept: 'code/pipe' of the checkout is no file\n"
            "warning: not kept: 'run/pipe' of the checkout is no file");
}

TEST_F(CheckoutContent, TheSeedsFileIsNoResult) {
  git::git_says({"config", "exp.seedFile", "code/seed"});
  reopen();
  const git::Oid without = commit("code/a", "a\n");
  const git::Oid with = commit("code/seed", "1\n");
  const std::pair<git::Oid, std::string> cases[] = {{without, "2\n"}, {with, "2\n"}, {with, "1\n"}};
  for (const auto& [head, seed] : cases) {
    Checkout checkout = take(head);
    write(checkout.top() + "/code/seed", seed);
    const LeftBehind left = checkout.give_back();
    EXPECT_EQ(left.trouble, "");
    EXPECT_EQ(left.files, 0);
  }
  EXPECT_FALSE(base::path_exists(in_run("files")));
  EXPECT_EQ(base::load_file(trees() + "/" + with.hex() + "/0/code/seed"), "1\n");
  EXPECT_FALSE(base::path_exists(trees() + "/" + without.hex() + "/0/code/seed"));
}

TEST_F(CheckoutContent, LineEndsThatWereNeverNormalisedAreNoResult) {
  git::git_says({"config", "core.autocrlf", "false"});
  commit("dos.txt", "one\r\n");
  const git::Oid head = commit(".gitattributes", "*.txt text\n");
  Checkout checkout = take(head);
  // Touched: git looks at the content, and finds it changed.
  ASSERT_EQ(::utimes((checkout.top() + "/dos.txt").c_str(), nullptr), 0);
  const LeftBehind left = checkout.give_back();
  EXPECT_EQ(left.trouble, "");
  EXPECT_EQ(left.files, 0);
  EXPECT_FALSE(base::path_exists(in_run("files")));
}

/// As a full disk, but with a limit of the process: the file cannot be written.
TEST_F(CheckoutContent, ACheckoutThatCannotBeWrittenLeavesNothing) {
  const git::Oid head = commit("big", std::string(1 << 20, 'x'));
  const pid_t child = ::fork();
  if (child == 0) {
    ::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{1 << 16, 1 << 16};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    const std::string text = git::complaint_of([&] { take(head); });
    ::_exit(text.find("cannot check out the files in") == 0 ? 0 : 1);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
  EXPECT_EQ(tree_of(trees()), "");
  EXPECT_EQ(listed(), 0u);
  EXPECT_FALSE(base::path_exists(".git/worktrees"));
}

TEST_F(CheckoutContent, ACommitThatIsNotHereLeavesNothing) {
  commit("a", "a\n");
  const std::string text =
      git::complaint_of([&] { take(*git::Oid::parse("1234567890123456789012345678901234567890")); });
  EXPECT_EQ(text.find("commit 1234567890 is not here"), 0u) << text;
  EXPECT_EQ(tree_of(trees()), "");
  EXPECT_EQ(listed(), 0u);
}

}  // namespace
}  // namespace supervise
