#include "process/child.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>

#include "base/file.h"
#include "base/text.h"
#include "base/time.h"

namespace process {
namespace {

Result shell(const std::string& script, std::optional<std::int64_t> timeout_ms = std::nullopt) {
  return run({.argv = {"sh", "-c", script}}, timeout_ms);
}

TEST(Child, CollectsBothStreamsAndTheStatus) {
  const Result result = shell("echo out; echo err >&2; exit 7");
  EXPECT_EQ(result.status, 7);
  EXPECT_EQ(result.out, "out\n");
  EXPECT_EQ(result.err, "err\n");
  EXPECT_FALSE(result.timed_out);
}

TEST(Child, WordsReachItByteForByte) {
  const Result result = run({.argv = {"printf", "%s|", "a b", "", "\xff\n", "--", "'\"$x"}});
  EXPECT_EQ(result.out, "a b||\xff\n|--|'\"$x|");
}

TEST(Child, ASignalIs128PlusItsNumber) {
  EXPECT_EQ(shell("kill -TERM $$").status, 143);
}

TEST(Child, TellsItsStatusThoughWeWereStartedIgnoringChildren) {
  const auto before = ::signal(SIGCHLD, SIG_IGN);
  EXPECT_EQ(shell("exit 7").status, 7);
  ::signal(SIGCHLD, before);
}

TEST(Child, MissingIs127AndNotExecutableIs126) {
  EXPECT_EQ(run({.argv = {"no-such-program-anywhere"}}).status, 127);
  EXPECT_EQ(run({.argv = {"./missing"}}).status, 127);
  EXPECT_EQ(run({.argv = {"/"}}).status, 126);
  EXPECT_EQ(run({.argv = {"no-such-program-anywhere"}}).err, "no-such-program-anywhere: no such file or directory\n");
  EXPECT_EQ(run({.argv = {}}).status, 127);
}

TEST(Child, InputOfAnySizeAndOutputOfAnySize) {
  std::string input;
  while (input.size() < 3'000'000) input += "a line of input that is longer than a pipe in total\n";
  EXPECT_EQ(run({.argv = {"cat"}, .input = input}).out, input);
  EXPECT_EQ(run({.argv = {"true"}, .input = input}).status, 0) << "a program that reads nothing";
  EXPECT_EQ(run({.argv = {"cat"}}).out, "") << "no input is an empty one, not ours";
  EXPECT_EQ(shell("head -c 1000000 /dev/zero; head -c 1000000 /dev/zero >&2").err.size(), 1'000'000u);
}

TEST(Child, RunsInItsFolderWithItsEnvironment) {
  const Result result =
      run({.argv = {"sh", "-c", "pwd; echo $A$HOME"}, .folder = "/", .environment = {{"A=1", "PATH=/usr/bin:/bin"}}});
  EXPECT_EQ(result.out, "/\n1\n");
  EXPECT_EQ(run({.argv = {"true"}, .folder = "/no/such/folder"}).status, 127);
}

TEST(Child, InheritsNoDescriptorAndNoSignalMask) {
  const int leaked = ::open("/dev/null", O_RDONLY);
  sigset_t all, before;
  ::sigfillset(&all);
  ::sigprocmask(SIG_BLOCK, &all, &before);
  const Result result = shell("ls /proc/self/fd | wc -l; grep SigBlk /proc/self/status");
  ::sigprocmask(SIG_SETMASK, &before, nullptr);
  ::close(leaked);
  EXPECT_EQ(base::split_words(result.out), (std::vector<std::string>{"4", "SigBlk:", "0000000000000000"}));
}

TEST(Child, ATimeoutKillsTheWholeGroup) {
  const std::int64_t started = base::steady_ms();
  const Result result = shell("sleep 300 & echo $!; echo before >&2; wait", 200);
  EXPECT_TRUE(result.timed_out);
  EXPECT_EQ(result.status, 137);
  EXPECT_EQ(result.err, "before\n");
  EXPECT_LT(base::steady_ms() - started, 100'000);
  const auto grandchild = base::parse_integer(base::trim(result.out));
  ASSERT_TRUE(grandchild);
  // It is gone, or whoever inherited it has not reaped it yet; a loaded machine needs a moment for its end.
  const std::string stat = "/proc/" + std::to_string(*grandchild) + "/stat";
  const auto is_alive = [&] {
    const std::string state = base::read_file(stat).bytes;
    return !state.empty() && state.find(") Z") == state.npos && state.find(") X") == state.npos;
  };
  while (is_alive() && base::steady_ms() - started < 60'000) ::usleep(1000);
  EXPECT_FALSE(is_alive());
}

TEST(Child, ATimeoutAlsoEndsAProgramThatClosedItsOutput) {
  EXPECT_TRUE(shell("exec >&- 2>&-; sleep 300", 200).timed_out);
  EXPECT_FALSE(shell("exec >&- 2>&-; exit 3", 100'000).timed_out);
}

TEST(Child, WhatAGrandchildHoldsOpenIsNotWaitedFor) {
  const Result result = shell("echo first; sleep 300 & echo $!");
  EXPECT_EQ(result.status, 0);
  const auto words = base::split_words(result.out);
  ASSERT_EQ(words.size(), 2u);
  EXPECT_EQ(words[0], "first");
  ::kill(std::atoi(words[1].c_str()), SIGKILL);
}

TEST(Child, IsKilledWithItsOwner) {
  pid_t pid;
  {
    Child child({.argv = {"sleep", "300"}});
    Child moved(std::move(child));
    pid = moved.pid();
    ASSERT_EQ(::kill(pid, 0), 0);
  }
  EXPECT_EQ(::kill(pid, 0), -1);
  EXPECT_EQ(errno, ESRCH);
}

TEST(Environment, ReplacesAddsAndTakesOut) {
  ::setenv("CHILD_TEST_A", "old", 1);
  ::setenv("CHILD_TEST_B", "old", 1);
  const auto all = environment_with({"CHILD_TEST_A=new", "CHILD_TEST_C=c=d"}, {"CHILD_TEST_B"});
  std::vector<std::string> ours;
  std::copy_if(all.begin(), all.end(), std::back_inserter(ours),
               [](const std::string& variable) { return variable.rfind("CHILD_TEST_", 0) == 0; });
  EXPECT_EQ(ours, (std::vector<std::string>{"CHILD_TEST_A=new", "CHILD_TEST_C=c=d"}));
}

class FindProgram : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = base::path_join(testing::TempDir(), "child-test-XXXXXX");
    folder_ = ::mkdtemp(pattern.data());
    make("bin/tool", 0755);
    make("bin/plain", 0644);
    make("other/plain", 0755);
    base::make_folders(folder_ + "/bin/folder");
  }
  void TearDown() override { base::remove_tree(folder_); }
  void make(const std::string& name, mode_t mode) {
    const std::string file = base::path_join(folder_, name);
    base::make_folders(base::path_parent(file));
    base::write_file_atomically(file, "#!/bin/sh\n");
    ASSERT_EQ(::chmod(file.c_str(), mode), 0);
  }
  std::string folder_;
};

TEST_F(FindProgram, SearchesThePathForExecutableFiles) {
  const std::string path = folder_ + "/bin:" + folder_ + "/other";
  EXPECT_EQ(find_program("tool", "", path), folder_ + "/bin/tool");
  EXPECT_EQ(find_program("plain", "", path), folder_ + "/other/plain");
  EXPECT_EQ(find_program("folder", "", path), std::nullopt);
  EXPECT_EQ(find_program("missing", "", path), std::nullopt);
  EXPECT_EQ(find_program("", "", path), std::nullopt);
  EXPECT_EQ(find_program("tool", folder_ + "/bin", ""), folder_ + "/bin/tool") << "an empty part is the folder";
}

TEST_F(FindProgram, ASlashMeansTheFolder) {
  EXPECT_EQ(find_program("bin/tool", folder_), folder_ + "/bin/tool");
  EXPECT_EQ(find_program(folder_ + "/bin/tool", "/"), folder_ + "/bin/tool");
  EXPECT_EQ(find_program("bin/plain", folder_), std::nullopt);
  EXPECT_TRUE(find_program("sh"));
}

}  // namespace
}  // namespace process
