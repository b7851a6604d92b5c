#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <unistd.h>

#include "base/fd.h"
#include "base/file.h"
#include "process/child.h"
#include "process/process_tree.h"
#include "supervise/program.h"
#include "supervise/session_runner.h"

/// What is left of a program, after each kind of end.
namespace supervise {
namespace {

/// Shell words that leave two processes, each with its number in a file: one in the program's session, one in a
/// session of its own. `$` is the time when both are there.
const std::string leave_two =
    "sh -c 'echo $$ > inside; exec sleep 300' >/dev/null 2>&1 & "
    "setsid sh -c 'echo $$ > outside; exec sleep 301' >/dev/null 2>&1 & "
    "until [ -s inside ] && [ -s outside ] && [ \"$(cat /proc/$(cat outside)/comm)\" = sleep ] && "
    "[ \"$(cat /proc/$(cat inside)/comm)\" = sleep ]; do :; done; ";

TEST(Survivors, NormalEndTakesTheSessionAndNamesOwnSessions) {
  SessionRunner runner(leave_two + "exit 4");
  EXPECT_EQ(runner.end(), "exit 4, left sleep");
  EXPECT_TRUE(is_gone(runner.pid_in("inside")));
  EXPECT_EQ(::kill(runner.pid_in("outside"), SIGKILL), 0) << "it was still there";
}

TEST(Survivors, AStopTakesAll) {
  SessionRunner runner(leave_two + "echo ready; sleep 302");
  ASSERT_TRUE(runner.shows("ready"));
  ::kill(runner.pid(), SIGTERM);
  EXPECT_EQ(runner.end(), "exit 143, signal 15, interrupted by 15");
  EXPECT_TRUE(is_gone(runner.pid_in("inside")));
  EXPECT_TRUE(is_gone(runner.pid_in("outside")));
}

TEST(Survivors, ATimeoutTakesAllAfterAskingPolitely) {
  Program program;
  program.argv = {
      "sh", "-c",
      leave_two + "exec 2> /dev/null; trap 'echo cleaning up; exit 3' INT; echo ready; while :; do sleep 0.01; done"};
  program.timeout_ms = 1500;
  SessionRunner runner(program);
  EXPECT_EQ(runner.end(), "exit 3, timed out");
  EXPECT_EQ(runner.log(), "ready\ncleaning up\n");
  EXPECT_TRUE(is_gone(runner.pid_in("inside")));
  EXPECT_TRUE(is_gone(runner.pid_in("outside")));
}

TEST(Survivors, WhoIgnoresTheTimeoutIsKilledAfterTheGrace) {
  Program program;
  program.argv = {"sh", "-c", leave_two + "trap '' INT TERM; while :; do sleep 0.01; done"};
  program.timeout_ms = 1000;
  program.grace_ms = 100;
  SessionRunner runner(program);
  EXPECT_EQ(runner.end(), "exit 137, signal 9, timed out");
  EXPECT_TRUE(is_gone(runner.pid_in("outside")));
}

TEST(Survivors, KilledWithoutWarningWeLeaveNothing) {
  SessionRunner runner(leave_two + "echo $$ > program; echo ready; exec sleep 302");
  ASSERT_TRUE(runner.shows("ready"));
  ::kill(runner.pid(), SIGKILL);
  EXPECT_EQ(runner.end(), "killed");
  for (const auto* name : {"program", "inside", "outside"}) EXPECT_TRUE(is_gone(runner.pid_in(name))) << name;
}

TEST(Survivors, KilledWithoutWarningWeLeaveNotEvenWhatRefusesToGo) {
  SessionRunner runner(
      "trap '' TERM HUP INT; echo $$ > program; setsid sh -c "
      "'trap \"\" TERM HUP; echo $$ > outside; while :; do sleep 0.01; done' & "
      "until [ -s outside ]; do :; done; echo ready; while :; do sleep 0.01; done");
  ASSERT_TRUE(runner.shows("ready"));
  ::kill(runner.pid(), SIGKILL);
  EXPECT_EQ(runner.end(), "killed");
  for (const auto* name : {"program", "outside"}) EXPECT_TRUE(is_gone(runner.pid_in(name))) << name;
}

TEST(Survivors, ALostLeaderTakesTheProgramWithIt) {
  SessionRunner runner(
      "sh -c 'echo $$ > inside; exec sleep 300' & until [ -s inside ]; do :; done; "
      "echo $$ > program; echo ready; sleep 302");
  ASSERT_TRUE(runner.shows("ready"));
  const auto program =
      process::parse_process(base::load_file("/proc/" + std::to_string(runner.pid_in("program")) + "/stat"));
  ASSERT_TRUE(program);
  ::kill(program->parent, SIGKILL);
  EXPECT_EQ(runner.end(), "exit 137, signal 9, leader lost");
  EXPECT_TRUE(is_gone(runner.pid_in("program")));
  EXPECT_TRUE(is_gone(runner.pid_in("inside")));
}

TEST(Survivors, MayFinishTheirOutput) {
  // As in `program > >(filter)`: the shell does not wait for the filter.
  SessionRunner runner("seq 1 20000 & exit 0");
  EXPECT_EQ(runner.end(), "exit 0");
  EXPECT_TRUE(runner.log() == process::run({.argv = {"seq", "1", "20000"}}).out);
}

TEST(Survivors, HearThatTheyShallGo) {
  SessionRunner runner(
      "exec 2> /dev/null; sh -c 'trap \"echo bye; exit\" TERM; echo $$ > inside; while :; do sleep 0.01; done' & "
      "until [ -s inside ]; do :; done");
  EXPECT_EQ(runner.end(), "exit 0");
  EXPECT_EQ(runner.log(), "bye\n");
}

TEST(Survivors, AnOwnSessionThatKeepsTheOutputIsNotWaitedFor) {
  SessionRunner runner(
      "setsid sh -c 'echo $$ > outside; echo mine; exec sleep 300' & "
      "until [ -s outside ] && [ \"$(cat /proc/$(cat outside)/comm)\" = sleep ]; do :; done");
  EXPECT_EQ(runner.end(), "exit 0, left sleep, output cut");
  EXPECT_EQ(runner.log(), "mine\n");
  EXPECT_EQ(::kill(runner.pid_in("outside"), SIGKILL), 0);
}

}  // namespace
}  // namespace supervise
