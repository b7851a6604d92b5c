#include <chrono>
#include <thread>

#include "base/random.h"
#include "base/time.h"
#include "experiment/liveness.h"
#include "git/work_trees.h"
#include "supervise/checkout_claim.h"
#include "supervise/checkout_test.h"

/// Processes that die, at any moment, and those that come after them.
namespace supervise {
namespace {

class CheckoutCrash : public CheckoutTest {
 protected:
  /// Nothing of a checkout anywhere: neither files nor claims nor what git knows.
  void expect_tidy() const {
    EXPECT_EQ(tree_of(trees()), "");
    EXPECT_EQ(listed(), 0u);
    const auto names = base::find_entries(".git").value_or(std::vector<std::string>());
    for (const auto& name : names) EXPECT_FALSE(name.starts_with("exp-old-")) << name;
  }
};

TEST_F(CheckoutCrash, KilledAtAnyMomentNothingIsLostAndNothingStays) {
  git::git_says({"config", "exp.keepTrees", "1"});
  for (int i = 0; i < 30; ++i) write("code/f" + std::to_string(i), "x\n");
  git::git_says({"add", "-A"});
  const git::Oid head = commit("a", "a\n");
  constexpr int rounds = 25;
  for (int round = 0; round < rounds; ++round) {
    const std::string run = "t/" + std::to_string(round);
    make_run(run);
    const std::string written = sealed_.below("written");
    base::remove_tree(written);
    const pid_t child = ::fork();
    if (child == 0) {
      OpenStore own;
      while (true) {
        Checkout checkout = Checkout::take(own.store, head, make_run(run));
        if (!base::path_exists(checkout.top() + "/code/f29")) ::_exit(1);
        write(checkout.top() + "/out", run);
        write(checkout.top() + "/a", run);
        write(written, "");
        checkout.give_back();
      }
    }
    std::this_thread::sleep_for(std::chrono::microseconds(base::random_number() % 120'000));
    ASSERT_EQ(::kill(child, SIGKILL), 0);
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFSIGNALED(status)) << "a checkout without its files, or an exception";
    reopen();
    Checkout next = take(head, "next/0");
    EXPECT_EQ(git::git_says({"-C", next.top(), "status", "--porcelain"}), "");
    EXPECT_EQ(next.give_back().files, 0);
    if (base::path_exists(written)) {
      EXPECT_EQ(base::load_file(in_run("files/out", run)), run);
      EXPECT_EQ(base::load_file(in_run("files/a", run)), run);
    }
  }
  git::git_says({"config", "exp.keepTrees", "0"});
  reopen();
  take(git::Oid(head), "end/0").give_back();
  expect_tidy();
}

TEST_F(CheckoutCrash, OneOfManyRescuersDoesIt) {
  const git::Oid head = commit("a", "a\n");
  make_run("asr/3");
  for (int i = 0; i < 4; ++i)
    in_dying_process([&] {
      OpenStore own;
      const Checkout checkout = Checkout::take(own.store, head, make_run("asr/" + std::to_string(i)));
      write(checkout.top() + "/out", "o" + std::to_string(i));
      // The next one is to meet this one, still unrescued.
      ::rename(base::path_parent(checkout.top()).c_str(), sealed_.below("aside").c_str());
      ::rename(sealed_.below("aside").c_str(), base::path_parent(checkout.top()).c_str());
      die();
    });
  std::vector<pid_t> rescuers;
  for (int i = 0; i < 8; ++i) {
    rescuers.push_back(::fork());
    if (rescuers.back() == 0) {
      OpenStore own;
      rescue_dead_checkouts(own.store);
      const auto& lines = own.messages.lines();
      const bool warned =
          std::any_of(lines.begin(), lines.end(), [](const auto& l) { return l.starts_with("warning"); });
      ::_exit(warned ? 1 : 0);
    }
  }
  for (const pid_t rescuer : rescuers) {
    int status = 0;
    ASSERT_EQ(::waitpid(rescuer, &status, 0), rescuer);
    EXPECT_EQ(status, 0);
  }
  for (int i = 0; i < 4; ++i)
    EXPECT_EQ(base::load_file(in_run("files/out", "asr/" + std::to_string(i))), "o" + std::to_string(i));
  EXPECT_FALSE(base::path_exists(in_run("files-2", "asr/3")));
  rescue_dead_checkouts(open_->store);
  expect_tidy();
}

TEST_F(CheckoutCrash, OneWithoutItsGitFileYetIsOnlyRemoved) {
  const git::Oid head = commit("a", "a\n");
  const TreePlace place{trees() + "/" + head.hex(), "0"};
  in_dying_process([&] {
    OpenStore own;
    const auto claim = TreeClaim::take(place, make_run("asr/0").folder, own.settings.sharing);
    write(place.path() + "/.tmp-0123456789abcdef", "half of a gitdir");
    die();
  });
  rescue_dead_checkouts(open_->store);
  EXPECT_FALSE(base::path_exists(in_run("files", "asr/0")));
  expect_tidy();
}

TEST_F(CheckoutCrash, ARescuerThatDiesIsFollowedByAnother) {
  const git::Oid head = commit("a", "a\n");
  const TreePlace place{trees() + "/" + head.hex(), "0"};
  in_dying_process([&] {
    OpenStore own;
    const Checkout checkout = Checkout::take(own.store, head, make_run("asr/3"));
    write(checkout.top() + "/out", "o");
    die();
  });
  for (int i = 0; i < 3; ++i)
    in_dying_process([&] {
      if (TreeClaim::take_over(place)) die();
    });
  EXPECT_TRUE(is_abandoned(place));
  rescue_dead_checkouts(open_->store);
  EXPECT_EQ(base::load_file(in_run("files/out", "asr/3")), "o");
  expect_tidy();
}

TEST_F(CheckoutCrash, AClaimIsTakenOverOnceAndOnlyFromTheDead) {
  const TreePlace place{trees() + "/1234567890123456789012345678901234567890", "0"};
  auto ours = TreeClaim::take(place, "/run", experiment::Sharing::none);
  ASSERT_TRUE(ours);
  EXPECT_FALSE(TreeClaim::take(place, "/other", experiment::Sharing::none));
  EXPECT_FALSE(TreeClaim::take_over(place));
  ours->release();
  in_dying_process([&] {
    if (TreeClaim::take(place, "/run", experiment::Sharing::none)) die();
  });
  auto second = TreeClaim::take_over(place);
  ASSERT_TRUE(second);
  EXPECT_EQ(second->run_folder(), "/run");
  EXPECT_FALSE(TreeClaim::take_over(place));
  second->hand_back();
  second = TreeClaim::take_over(place);
  ASSERT_TRUE(second);
  second->release();
  EXPECT_FALSE(base::path_exists(place.folder));
}

TEST_F(CheckoutCrash, WhatARunWithoutAFolderLeftIsKeptAndSaid) {
  const git::Oid head = commit("a", "a\n");
  in_dying_process([&] {
    OpenStore own;
    const Checkout checkout = Checkout::take(own.store, head, make_run("asr/3"));
    write(checkout.top() + "/out", "o");
    die();
  });
  base::remove_tree(open_->store.run_folder("asr/3"));
  rescue_dead_checkouts(open_->store);
  const auto lost = base::find_entries(trees());
  ASSERT_EQ(lost->size(), 1u);
  EXPECT_TRUE(lost->front().starts_with("lost-" + head.abbreviated()));
  const std::string folder = trees() + "/" + lost->front() + "/files";
  EXPECT_EQ(base::load_file(folder + "/out"), "o");
  EXPECT_EQ(open_->said(), "what asr/3 left in its checkout is in " + folder + " (1 file)");
  EXPECT_FALSE(base::path_exists(open_->store.run_folder("asr/3")));
}

TEST_F(CheckoutCrash, WhatCannotBeMovedStaysAndIsNotHandedOut) {
  const git::Oid head = commit("a", "a\n");
  const std::string no_folder_to_write_in = "/proc";
  in_dying_process([&] {
    OpenStore own;
    Checkout checkout = Checkout::take(own.store, head, {no_folder_to_write_in});
    write(checkout.top() + "/out", "o");
    if (!checkout.give_back().trouble.starts_with("cannot move '/proc/files'")) return;
    // Our own next one is another.
    if (Checkout::take(own.store, head, make_run("t/0")).top() == checkout.top()) return;
    die();
  });
  const std::string top = trees() + "/" + head.hex() + "/0";
  Checkout other = take(head, "t/1");
  EXPECT_NE(open_->said().find("warning: cannot take away what /proc left in its checkout '" + top + "'"),
            std::string::npos)
      << open_->said();
  EXPECT_NE(other.top(), top);
  EXPECT_EQ(base::load_file(top + "/out"), "o");
}

TEST_F(CheckoutCrash, AKeptOneThatIsNotCleanAnyMoreIsEmptiedForWhoUsedItLast) {
  const git::Oid head = commit("a", "a\n");
  Checkout checkout = take(head);
  const std::string top = checkout.top();
  checkout.give_back();
  write(top + "/late", "by a process that outlived its run");
  Checkout next = take(head, "t/1");
  EXPECT_FALSE(base::path_exists(next.top() + "/late"));
  EXPECT_TRUE(base::path_exists(in_run("files/late")));
  EXPECT_EQ(open_->said(), "what t/0 left in its checkout is in " + in_run("files") + " (1 file)");
}

TEST_F(CheckoutCrash, FoldersThatUsersRemovedByHandAreForgotten) {
  const git::Oid head = commit("a", "a\n");
  take(head).give_back();
  base::remove_tree(trees() + "/" + head.hex() + "/0");
  rescue_dead_checkouts(open_->store);
  expect_tidy();
  take(head).give_back();
  base::remove_tree(trees() + "/" + head.hex());
  git::git_says({"gc", "--quiet", "--prune=now"});
  EXPECT_EQ(take(head).give_back().trouble, "");
  EXPECT_EQ(listed(), 1u);
}

}  // namespace
}  // namespace supervise
