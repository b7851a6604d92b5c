#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include "base/file.h"
#include "process/child.h"
#include "supervise/program.h"
#include "supervise/session_runner.h"

/// A program under a pseudo-terminal, with a real terminal (of the test) on our side.
namespace supervise {
namespace {

SessionRunner::Setup on_a_terminal() {
  return {.terminal = true};
}

TEST(TerminalSession, TheProgramSeesATerminalOfTheSameSize) {
  SessionRunner runner("for fd in 0 1 2; do test -t $fd && echo $fd; done; stty size; tty > /dev/null && echo own",
                       on_a_terminal());
  EXPECT_EQ(runner.end(), "exit 0");
  EXPECT_EQ(runner.out(), "0\r\n1\r\n2\r\n33 99\r\nown\r\n") << "one CR for each line, from the real terminal";
  EXPECT_EQ(runner.log(), "0\n1\n2\n33 99\nown\n");
}

TEST(TerminalSession, WhatIsNoTerminalStaysSo) {
  SessionRunner runner("test -t 1 && echo out; test -t 2 || echo err >&2", {.terminal = true, .error_file = true});
  EXPECT_EQ(runner.end(), "exit 0");
  EXPECT_EQ(runner.out(), "out\r\n");
  EXPECT_EQ(runner.err(), "err\n");
}

TEST(TerminalSession, LongOutputComesWhole) {
  SessionRunner runner("seq 1 100000", on_a_terminal());
  EXPECT_EQ(runner.end(), "exit 0");
  EXPECT_TRUE(runner.log() == process::run({.argv = {"seq", "1", "100000"}}).out);
}

TEST(TerminalSession, OutputOfWhatIsLeftIsNotLost) {
  SessionRunner runner("seq 1 20000 & exit 0", on_a_terminal());
  EXPECT_EQ(runner.end(), "exit 0");
  EXPECT_TRUE(runner.log() == process::run({.argv = {"seq", "1", "20000"}}).out);
}

TEST(TerminalSession, TypedLinesReachTheProgramAndTheLogHasThemOnce) {
  SessionRunner runner("read name; echo \"hello $name\"; cat; echo end", on_a_terminal());
  runner.type("you\n");
  ASSERT_TRUE(runner.shows("hello you"));
  runner.type("a line\n");
  ASSERT_TRUE(runner.shows("a line\r\na line"));
  runner.type("half\x04");
  ASSERT_TRUE(runner.shows("halfhalf"));
  runner.type("\x04");
  EXPECT_EQ(runner.end(), "exit 0");
  EXPECT_EQ(runner.log(), "hello you\na line\nhalfend\n");
}

TEST(TerminalSession, TheKeyForInterruptAsksThenKills) {
  SessionRunner runner("trap 'echo asked' INT; echo ready; while :; do sleep 0.01; done", on_a_terminal());
  ASSERT_TRUE(runner.shows("ready"));
  runner.type("\x03");
  ASSERT_TRUE(runner.shows("asked"));
  ::usleep(60'000);  // two within 50 ms are one key
  runner.type("\x03");
  EXPECT_EQ(runner.end(), "exit 137, signal 9, interrupted by 2");
}

TEST(TerminalSession, ANewWindowSizeArrives) {
  SessionRunner runner("trap 'stty size; exit' WINCH; echo ready; while :; do sleep 0.01; done", on_a_terminal());
  ASSERT_TRUE(runner.shows("ready"));
  const winsize size{12, 34, 0, 0};
  ASSERT_EQ(::ioctl(runner.terminal(), TIOCSWINSZ, &size), 0);
  ASSERT_TRUE(runner.shows("12 34"));
  EXPECT_EQ(runner.end(), "exit 0");
}

TEST(TerminalSession, TheKeyForStopStopsBothAndBothGoOn) {
  SessionRunner runner(
      "exec 2> /dev/null; echo $$ > pid; trap 'echo going on; exit 6' CONT; sleep 300 & echo ready; wait",
      on_a_terminal());
  ASSERT_TRUE(runner.shows("ready"));
  runner.type("\x1a");
  int status = 0;
  ASSERT_EQ(::waitpid(runner.pid(), &status, WUNTRACED), runner.pid());
  ASSERT_TRUE(WIFSTOPPED(status));
  const std::string stat = base::load_file("/proc/" + std::to_string(runner.pid_in("pid")) + "/stat");
  EXPECT_NE(stat.find(") T "), stat.npos) << stat;
  EXPECT_EQ(runner.log(), "ready\n") << "what had come is in the log";
  ::kill(runner.pid(), SIGCONT);
  EXPECT_EQ(runner.end(), "exit 6");
}

TEST(TerminalSession, InTheBackgroundNothingIsReadAndNothingStops) {
  // A shell would do this to a job: another group has the terminal.
  const auto in_the_background = [] {
    ::signal(SIGTTOU, SIG_IGN);
    const pid_t other = ::fork();
    if (other == 0) {
      ::setpgid(0, 0);
      ::tcsetpgrp(0, ::getpid());
      ::pause();
      ::_exit(0);
    }
    while (::tcgetpgrp(0) != other) ::usleep(1000);
    ::signal(SIGTTOU, SIG_DFL);
  };
  SessionRunner runner("exec 2> /dev/null; trap 'echo alive; exit 0' USR1; echo ready; while :; do sleep 0.01; done",
                       {.terminal = true, .before = in_the_background});
  ASSERT_TRUE(runner.shows("ready"));
  runner.type("for the shell\n");
  ::kill(runner.pid(), SIGUSR1);
  EXPECT_EQ(runner.end(), "exit 0");
  EXPECT_EQ(runner.log(), "ready\nalive\n");
}

TEST(TerminalSession, ATerminalThatGoesAwayHangsTheProgramUp) {
  SessionRunner runner("exec 2> /dev/null; trap 'echo hung up; exit 4' HUP; echo ready; while :; do sleep 0.01; done",
                       on_a_terminal());
  ASSERT_TRUE(runner.shows("ready"));
  runner.close_output();
  EXPECT_EQ(runner.end(), "exit 4, interrupted by 1, relay broken");
  EXPECT_EQ(runner.log(), "ready\nhung up\n");
}

TEST(TerminalSession, ADebuggerWorks) {
  if (process::run({.argv = {"python3", "-c", "import pdb"}}).status != 0) GTEST_SKIP() << "needs python3";
  Program program;
  program.use_pty = true;
  program.argv = {"python3", "-c", "loss = 0.25\nbreakpoint()\nprint('loss:', loss)\n"};
  SessionRunner runner(program, on_a_terminal());
  ASSERT_TRUE(runner.shows("(Pdb) "));
  runner.type("p loss * 2\n");
  ASSERT_TRUE(runner.shows("0.5\r\n"));
  runner.type("loss = 7\n");
  runner.type("c\n");
  EXPECT_EQ(runner.end(), "exit 0");
  EXPECT_NE(runner.log().find("loss: 7\n"), std::string::npos) << runner.log();
}

}  // namespace
}  // namespace supervise
