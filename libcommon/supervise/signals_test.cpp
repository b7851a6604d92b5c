#include <gtest/gtest.h>
#include <signal.h>
#include <unistd.h>

#include "base/file.h"
#include "process/child.h"
#include "supervise/program.h"
#include "supervise/session_runner.h"

/// Signals that reach us reach the program.
namespace supervise {
namespace {

/// Names each signal that it gets, until TERM.
const std::string names_signals =
    "exec 2> /dev/null; for s in INT HUP QUIT USR1 USR2 CONT WINCH; do trap \"echo got $s\" $s; done; trap 'exit 5' "
    "TERM; echo ready; "
    "while :; do sleep 0.01; done";

TEST(Signals, AreForwardedToTheProgram) {
  SessionRunner runner(names_signals);
  ASSERT_TRUE(runner.shows("ready"));
  for (const auto& [signal, name] : {std::pair{SIGUSR1, "USR1"},
                                     {SIGUSR2, "USR2"},
                                     {SIGCONT, "CONT"},
                                     {SIGWINCH, "WINCH"},
                                     {SIGHUP, "HUP"},
                                     {SIGQUIT, "QUIT"},
                                     {SIGINT, "INT"}}) {
    ::kill(runner.pid(), signal);
    EXPECT_TRUE(runner.shows(std::string("got ") + name + "\n")) << name;
  }
  ::kill(runner.pid(), SIGTERM);
  EXPECT_EQ(runner.end(), "exit 5, interrupted by 1");
}

TEST(Signals, OthersThanStopsInterruptNothing) {
  SessionRunner runner("trap 'echo saved; exit 0' USR1; echo ready; while :; do sleep 0.01; done");
  ASSERT_TRUE(runner.shows("ready"));
  ::kill(runner.pid(), SIGUSR1);
  EXPECT_EQ(runner.end(), "exit 0");
}

TEST(Signals, ASecondInterruptKills) {
  SessionRunner runner(
      "trap 'echo got INT' INT; trap '' TERM; echo $$ > pid; echo ready; while :; do sleep 0.01; done");
  ASSERT_TRUE(runner.shows("ready"));
  ::kill(runner.pid(), SIGINT);
  ASSERT_TRUE(runner.shows("got INT"));
  ::usleep(60'000);  // two within 50 ms are one key
  ::kill(runner.pid(), SIGINT);
  EXPECT_EQ(runner.end(), "exit 137, signal 9, interrupted by 2");
  EXPECT_TRUE(is_gone(runner.pid_in("pid")));
}

TEST(Signals, WhatGitPassesOnCountsOnce) {
  SessionRunner runner(names_signals);
  ASSERT_TRUE(runner.shows("ready"));
  // First somebody else (the terminal in practice), then our parent, as git does for the commands that it started.
  process::run({.argv = {"kill", "-INT", std::to_string(runner.pid())}});
  ASSERT_TRUE(runner.shows("got INT"));
  ::usleep(60'000);
  ::kill(runner.pid(), SIGINT);
  ::kill(runner.pid(), SIGUSR1);
  ASSERT_TRUE(runner.shows("got USR1"));
  ::kill(runner.pid(), SIGTERM);
  EXPECT_EQ(runner.end(), "exit 5, interrupted by 2");
  EXPECT_EQ(runner.out(), "ready\ngot INT\ngot USR1\n");
}

TEST(Signals, IgnoredOnesStayIgnored) {
  SessionRunner runner("grep SigIgn /proc/self/status; echo ready; while :; do sleep 0.01; done",
                       {.before = [] { ::signal(SIGHUP, SIG_IGN); }});
  ASSERT_TRUE(runner.shows("ready"));
  ::kill(runner.pid(), SIGHUP);
  ::kill(runner.pid(), SIGTERM);
  EXPECT_EQ(runner.end(), "exit 143, signal 15, interrupted by 15");
  EXPECT_EQ(runner.out().substr(0, 24), "SigIgn:\t0000000000000001");
}

TEST(Signals, ThatCameBeforeTheProgramReachIt) {
  SessionRunner runner("sleep 300", {.before = [] {
                         sigset_t mask;
                         ::sigemptyset(&mask);
                         ::sigaddset(&mask, SIGTERM);
                         ::sigprocmask(SIG_BLOCK, &mask, nullptr);
                         ::kill(::getpid(), SIGTERM);
                       }});
  EXPECT_EQ(runner.end(), "exit 143, signal 15, interrupted by 15");
}

}  // namespace
}  // namespace supervise
