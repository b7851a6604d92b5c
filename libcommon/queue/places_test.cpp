#include "queue/places.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/fd.h"
#include "base/file.h"
#include "base/random.h"
#include "experiment/liveness.h"
#include "experiment/store_test.h"

namespace queue {
namespace {

using experiment::OpenStore;

class PlacesTest : public experiment::StoreTest {
 protected:
  static Submission submission(std::int64_t jobs, std::int64_t at_ms, std::int64_t priority = 0) {
    Submission one{base::random_uuid(), "here", "ada", {at_ms}, {}, {}};
    one.terms.jobs = jobs;
    one.terms.priority = priority;
    return one;
  }
  /// In a process that then ends without giving back, as if it had been killed.
  template <class Work>
  static void in_killed_process(const Work& work) {
    const pid_t pid = ::fork();
    if (pid == 0) {
      work();
      ::_exit(0);
    }
    ::waitpid(pid, nullptr, 0);
  }
  std::vector<std::string> names(const Places& places) const { return base::find_entries(places.folder()).value(); }
};

TEST_F(PlacesTest, GivesSoManyAsThereAreJobs) {
  OpenStore open;
  Places places(open.store, submission(2, 1000));
  EXPECT_EQ(places.take(), 0);
  EXPECT_EQ(places.take(), 1);
  EXPECT_EQ(places.take(), std::nullopt);
  places.give_back(0);
  EXPECT_EQ(places.take(), 0);
}

TEST_F(PlacesTest, TurnsGoByPriorityThenByTime) {
  OpenStore open;
  Places holder(open.store, submission(1, 1));
  ASSERT_EQ(holder.take(), 0);
  holder.leave_line();
  Places late(open.store, submission(1, 3000)), early(open.store, submission(1, 2000)),
      urgent(open.store, submission(1, 4000, 5));
  EXPECT_FALSE(late.take());
  EXPECT_FALSE(early.take());
  EXPECT_FALSE(urgent.take());
  holder.give_back(0);
  EXPECT_FALSE(late.take());
  EXPECT_FALSE(early.take());
  EXPECT_EQ(urgent.take(), 0);
  urgent.leave_line();
  urgent.give_back(0);
  EXPECT_FALSE(late.take());
  EXPECT_EQ(early.take(), 0);
  early.leave_line();
  early.give_back(0);
  EXPECT_EQ(late.take(), 0);
}

TEST_F(PlacesTest, WhoAsksForMoreDoesNotWaitForThePlacesOfOthers) {
  OpenStore open;
  Places first(open.store, submission(1, 1000)), narrow(open.store, submission(1, 2000)),
      wide(open.store, submission(3, 3000));
  ASSERT_EQ(first.take(), 0);
  EXPECT_FALSE(narrow.take());
  EXPECT_EQ(wide.take(), 1);
  EXPECT_EQ(wide.take(), 2);
  EXPECT_FALSE(wide.take());
  first.leave_line();
  first.give_back(0);
  EXPECT_FALSE(wide.take()) << "the one before it in line may take it";
  EXPECT_EQ(narrow.take(), 0);
}

TEST_F(PlacesTest, TheDeadHoldNoPlaceAndStandInNoLine) {
  OpenStore open;
  const Submission killed = submission(1, 1000, 9), ours = submission(1, 2000);
  in_killed_process([&] {
    auto* places = new Places(open.store, killed);
    places->take();
  });
  Places places(open.store, ours);
  ASSERT_EQ(names(places).size(), 2u);
  EXPECT_EQ(places.take(), 0);
  EXPECT_EQ(names(places).size(), 2u) << "ours only";
}

TEST_F(PlacesTest, ALentPlaceIsTheChildsUntilItsEnd) {
  OpenStore open;
  const Submission one = submission(1, 1000);
  auto places = std::make_unique<Places>(open.store, one);
  ASSERT_EQ(places->take(), 0);
  base::Pipe pipe = base::make_pipe();
  base::Pipe ready = base::make_pipe();
  const pid_t child = ::fork();
  if (child == 0) {
    pipe.write_end.reset();
    places->take_on(0);
    char byte = '.';
    (void)!::write(ready.write_end.value(), &byte, 1);
    (void)!::read(pipe.read_end.value(), &byte, 1);
    ::_exit(0);
  }
  char byte = 0;
  ASSERT_EQ(::read(ready.read_end.value(), &byte, 1), 1);
  places->lend(0);
  places.reset();  // as of a waiter that goes: what runs keeps its place
  Places other(open.store, submission(1, 2000));
  EXPECT_FALSE(other.take());
  pipe.write_end.reset();
  ::waitpid(child, nullptr, 0);
  EXPECT_EQ(other.take(), 0);
}

TEST_F(PlacesTest, WhatAnotherHasTakenMeanwhileStaysHis) {
  OpenStore open;
  Places waiter(open.store, submission(1, 1000));
  ASSERT_EQ(waiter.take(), 0);
  waiter.leave_line();
  in_killed_process([&] { waiter.take_on(0); });
  waiter.lend(0);
  base::Pipe taken = base::make_pipe(), end = base::make_pipe();
  const pid_t other = ::fork();  // it sees the supervisor's end before the waiter does
  char byte = 0;
  if (other == 0) {
    end.write_end.reset();
    Places places(open.store, submission(1, 2000));
    if (places.take() != 0) ::_exit(1);
    (void)!::write(taken.write_end.value(), ".", 1);
    (void)!::read(end.read_end.value(), &byte, 1);
    ::_exit(0);
  }
  taken.write_end.reset();
  ASSERT_EQ(::read(taken.read_end.value(), &byte, 1), 1);
  waiter.give_back(0);
  EXPECT_FALSE(waiter.take()) << "the place is the other's";
  end.write_end.reset();
  ::waitpid(other, nullptr, 0);
}

TEST_F(PlacesTest, ASupervisorKilledBeforeItWroteItsNameLeavesNothing) {
  OpenStore open;
  Places waiter(open.store, submission(1, 1000));
  ASSERT_EQ(waiter.take(), 0);
  waiter.leave_line();
  waiter.lend(0);
  waiter.give_back(0);
  EXPECT_TRUE(names(waiter).empty());
}

}  // namespace
}  // namespace queue
