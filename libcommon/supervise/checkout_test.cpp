#include "supervise/checkout_test.h"

#include <sys/stat.h>

namespace supervise {
namespace {

TEST_F(CheckoutTest, HoldsTheFilesOfAnotherCommitWhileTheTreeIsElsewhereAndDirty) {
  const git::Oid old = commit("code/train.py", "old\n");
  commit("code/train.py", "new\n");
  write("code/train.py", "dirty\n");
  Checkout checkout = take(old);
  EXPECT_EQ(base::load_file(checkout.top() + "/code/train.py"), "old\n");
  EXPECT_EQ(checkout.top(), trees() + "/" + old.hex() + "/0");
  EXPECT_EQ(git::git_says({"-C", checkout.top(), "status", "--porcelain", "--ignored"}), "!! __result__");
  EXPECT_EQ(base::load_file("code/train.py"), "dirty\n");
  EXPECT_EQ(git::git_says({"branch", "--show-current"}), "main");
}

TEST_F(CheckoutTest, WhatTheProgramLeftGoesToTheRunAndCachesGoAway) {
  const git::Oid head = commit("code/train.py", "x\n");
  commit(".gitignore", "*.ckpt\n");
  const git::Oid with_ignore = *git::Oid::parse(git::git_says({"rev-parse", "HEAD"}));
  Checkout checkout = take(with_ignore);
  write(checkout.top() + "/out/a.txt", "a");
  write(checkout.top() + "/out/deep/b.ckpt", "b");
  write(checkout.top() + "/code/__pycache__/train.pyc", "c");
  write(checkout.top() + "/out/__pycache__/x.pyc", "c");
  write(checkout.top() + "/code/model.ckpt", "m");
  base::make_folders(checkout.top() + "/empty/folder");
  const LeftBehind left = checkout.give_back();
  EXPECT_EQ(left.trouble, "");
  EXPECT_EQ(left.files, 3);
  EXPECT_EQ(left.folder, in_run("files"));
  EXPECT_EQ(tree_of(in_run("files")), "code/model.ckptf coded out/a.txtf out/deep/b.ckptf out/deepd outd");
  EXPECT_EQ(tree_of(trees() + "/" + with_ignore.hex()), "0.keptf 0/.gitf 0/.gitignoref 0/code/train.pyf 0/coded 0d");
  (void)head;
}

TEST_F(CheckoutTest, ChangedFilesAreKeptAndRestored) {
  commit("config.yaml", "lr: 1\n");
  commit("gone.txt", "here\n");
  const git::Oid head = commit("run.sh", "echo\n");
  Checkout checkout = take(head);
  write(checkout.top() + "/config.yaml", "lr: 2\n");
  ::unlink((checkout.top() + "/gone.txt").c_str());
  const std::string top = checkout.top();
  const LeftBehind left = checkout.give_back();
  EXPECT_EQ(left.trouble, "");
  EXPECT_EQ(left.files, 1);
  EXPECT_EQ(base::load_file(in_run("files/config.yaml")), "lr: 2\n");
  EXPECT_EQ(base::load_file(top + "/config.yaml"), "lr: 1\n");
  EXPECT_EQ(base::load_file(top + "/gone.txt"), "here\n");
}

TEST_F(CheckoutTest, AKeptOneIsHandedOutAgain) {
  const git::Oid head = commit("a", "a\n");
  take(head).give_back();
  struct stat before, after;
  ASSERT_EQ(::stat((trees() + "/" + head.hex() + "/0").c_str(), &before), 0);
  Checkout again = take(head, "t/1");
  ASSERT_EQ(::stat(again.top().c_str(), &after), 0);
  EXPECT_EQ(before.st_ino, after.st_ino);
  EXPECT_EQ(listed(), 1u);
}

TEST_F(CheckoutTest, ASecondAttemptHasAFolderOfItsOwn) {
  const git::Oid head = commit("a", "a\n");
  for (const std::string text : {"one", "two", "three"}) {
    Checkout checkout = take(head);
    write(checkout.top() + "/out", text);
    checkout.give_back();
  }
  EXPECT_EQ(base::load_file(in_run("files/out")), "one");
  EXPECT_EQ(base::load_file(in_run("files-2/out")), "two");
  EXPECT_EQ(base::load_file(in_run("files-3/out")), "three");
}

TEST_F(CheckoutTest, WithoutKeptTreesNothingStays) {
  git::git_says({"config", "exp.keepTrees", "0"});
  reopen();
  const git::Oid head = commit("a", "a\n");
  take(head).give_back();
  EXPECT_EQ(tree_of(trees()), "");
  EXPECT_EQ(listed(), 0u);
  EXPECT_FALSE(base::path_exists(".git/worktrees"));
}

TEST_F(CheckoutTest, TheOldestKeptOnesGo) {
  std::vector<git::Oid> commits;
  for (const char* name : {"a", "b", "c", "d"}) commits.push_back(commit(name, "x\n"));
  for (const auto& one : commits) take(one).give_back();
  EXPECT_FALSE(base::path_exists(trees() + "/" + commits[0].hex()));
  EXPECT_FALSE(base::path_exists(trees() + "/" + commits[1].hex()));
  EXPECT_TRUE(base::path_exists(trees() + "/" + commits[2].hex() + "/0"));
  EXPECT_TRUE(base::path_exists(trees() + "/" + commits[3].hex() + "/0"));
  EXPECT_EQ(listed(), 2u);
}

TEST_F(CheckoutTest, EachOfManyTakersHasItsOwn) {
  const git::Oid head = commit("a", "a\n");
  constexpr int takers = 32;
  std::vector<pid_t> children;
  for (int i = 0; i < takers; ++i) {
    const pid_t child = ::fork();
    if (child == 0) {
      int status = 1;
      try {
        OpenStore own;
        const std::string run = "t/" + std::to_string(i);
        Checkout checkout = Checkout::take(own.store, head, make_run(run));
        const std::string mark = checkout.top() + "/mark";
        if (base::create_exclusively(mark, run) && base::load_file(mark) == run && checkout.give_back().files == 1)
          status = 0;
      } catch (const std::exception& error) {
        ::fprintf(stderr, "taker %d: %s\n", i, error.what());
      }
      ::_exit(status);
    }
    children.push_back(child);
  }
  for (const pid_t child : children) {
    int status = 0;
    ::waitpid(child, &status, 0);
    EXPECT_EQ(status, 0);
  }
  for (int i = 0; i < takers; ++i) {
    const std::string run = "t/" + std::to_string(i);
    EXPECT_EQ(base::load_file(in_run("files/mark", run)), run);
  }
  EXPECT_LE(listed(), 2u);
  EXPECT_EQ(git::git_says({"fsck"}), "");
}

TEST_F(CheckoutTest, WhatAKilledRunLeftIsMovedToItAndSaidOnce) {
  const git::Oid head = commit("a", "a\n");
  make_run("asr/3");
  in_dying_process([&] {
    OpenStore own;
    const Checkout checkout = Checkout::take(own.store, head, make_run("asr/3"));
    write(checkout.top() + "/model.pt", "weights");
    write(checkout.top() + "/a", "changed");
    die();
  });
  EXPECT_EQ(listed(), 1u);
  rescue_dead_checkouts(open_->store);
  EXPECT_EQ(open_->said(), "what asr/3 left in its checkout is in " + in_run("files", "asr/3") + " (2 files)");
  EXPECT_EQ(base::load_file(in_run("files/model.pt", "asr/3")), "weights");
  EXPECT_EQ(base::load_file(in_run("files/a", "asr/3")), "changed");
  EXPECT_EQ(tree_of(trees()), "");
  EXPECT_EQ(listed(), 0u);
  rescue_dead_checkouts(open_->store);
  EXPECT_EQ(open_->messages.lines().size(), 1u);
}

TEST_F(CheckoutTest, ALivingOwnersCheckoutIsLeftAlone) {
  const git::Oid head = commit("a", "a\n");
  Checkout checkout = take(head);
  write(checkout.top() + "/out", "o");
  OpenStore other;
  rescue_dead_checkouts(other.store);
  EXPECT_TRUE(base::path_exists(checkout.top() + "/out"));
  EXPECT_EQ(other.said(), "");
}

}  // namespace
}  // namespace supervise
