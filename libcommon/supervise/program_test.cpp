#include "supervise/program.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <stdexcept>

#include "base/file.h"
#include "process/child.h"
#include "supervise/session_runner.h"

namespace supervise {
namespace {

Program command(std::vector<std::string> argv) {
  Program program;
  program.argv = std::move(argv);
  return program;
}

TEST(ProgramSession, RelaysAndLogsBothStreams) {
  SessionRunner runner("echo out; echo err >&2; exit 7");
  EXPECT_EQ(runner.end(), "exit 7");
  EXPECT_EQ(runner.out(), "out\n");
  EXPECT_EQ(runner.err(), "err\n");
  EXPECT_TRUE(runner.log() == "out\nerr\n" || runner.log() == "err\nout\n") << runner.log();
  EXPECT_GE(runner.ticks(), 1);
}

TEST(ProgramSession, KeepsTheOrderWhereBothAreOneFile) {
  const std::string script = "for i in 1 2 3 4 5 6 7 8 9; do echo o$i; echo e$i >&2; done";
  SessionRunner runner(script, {.one_output = true});
  EXPECT_EQ(runner.end(), "exit 0");
  EXPECT_EQ(runner.out(), "o1\ne1\no2\ne2\no3\ne3\no4\ne4\no5\ne5\no6\ne6\no7\ne7\no8\ne8\no9\ne9\n");
  EXPECT_EQ(runner.log(), runner.out());
}

TEST(ProgramSession, WordsEnvironmentFolderAndInputArriveAsGiven) {
  Program program = command({"sh", "-c", "printf '%s|' \"$@\" \"$A\" \"$(pwd)\"; cat", "name", "a b", "", "\xff\n",
                             "-f", "--", "{{x}}", "'\"$y\\"});
  program.environment = {"A=\xfe=1", "PATH=/usr/bin:/bin"};
  program.folder = "/";
  SessionRunner runner(program, {.input = "its input"});
  EXPECT_EQ(runner.end(), "exit 0");
  EXPECT_EQ(runner.out(), "a b||\xff\n|-f|--|{{x}}|'\"$y\\|\xfe=1|/|its input");
}

TEST(ProgramSession, LongOutputComesWhole) {
  SessionRunner runner("seq 1 200000; seq 1 200000 >&2");
  EXPECT_EQ(runner.end(), "exit 0");
  const std::string expected = process::run({.argv = {"seq", "1", "200000"}}).out;
  EXPECT_TRUE(runner.out() == expected);
  EXPECT_TRUE(runner.err() == expected);
  EXPECT_TRUE(runner.log() == expected + expected);
}

TEST(ProgramSession, SaysWhyAProgramDidNotStart) {
  SessionRunner folder("true");
  const std::string at = folder.folder();
  base::write_file_atomically(at + "/plain", "text");
  base::write_file_atomically(at + "/orphan", "#!/no/such/interpreter\n");
  ::chmod((at + "/orphan").c_str(), 0755);
  const std::vector<std::pair<std::vector<std::string>, std::string>> cases = {
      {{"no-such-program-anywhere"}, "exit 127, 'no-such-program-anywhere' is not a command"},
      {{"./missing"}, "exit 127, './missing' does not exist"},
      {{"./plain"}, "exit 126, cannot execute './plain': permission denied"},
      {{"./orphan"}, "exit 126, './orphan' needs an interpreter or loader that does not exist"},
      {{"./"}, "exit 126, './' is a folder"},
      {{}, "exit 127, no command"},
      {{""}, "exit 127, no command"},
  };
  for (const auto& [argv, expected] : cases) {
    Program program = command(argv);
    program.folder = at;
    SessionRunner runner(program);
    EXPECT_EQ(runner.end(), expected);
  }
  Program nowhere = command({"true"});
  nowhere.folder = at + "/none";
  SessionRunner runner(nowhere);
  EXPECT_EQ(runner.end(), "exit 126, cannot enter '" + at + "/none': no such file or directory");
}

TEST(ProgramSession, RunsAScriptWithoutAnInterpreterLineAsShellsDo) {
  SessionRunner folder("true");
  base::write_file_atomically(folder.path("script"), "echo \"$1\"\n");
  ::chmod(folder.path("script").c_str(), 0755);
  SessionRunner runner(command({folder.path("script"), "word"}));
  EXPECT_EQ(runner.end(), "exit 0");
  EXPECT_EQ(runner.out(), "word\n");
}

TEST(ProgramSession, AReaderThatGoesAwayStopsNothing) {
  SessionRunner runner("echo first; while [ ! -p go ]; do sleep 0.01; done; read go < go; seq 1 50000");
  ASSERT_EQ(::mkfifo(runner.path("go").c_str(), 0600), 0);
  ASSERT_TRUE(runner.shows("first\n"));
  runner.close_output();
  base::UniqueFd go(::open(runner.path("go").c_str(), O_WRONLY));
  ASSERT_TRUE(base::write_all(go.value(), "go\n"));
  EXPECT_EQ(runner.end(), "exit 0, relay broken");
  EXPECT_TRUE(runner.log() == "first\n" + process::run({.argv = {"seq", "1", "50000"}}).out);
}

TEST(ProgramSession, AReaderThatStandsStillHoldsNoSignalBack) {
  SessionRunner runner("echo $$ > pid; yes");
  ASSERT_GT(runner.pid_in("pid"), 0);
  struct stat info;
  // Nobody reads our stdout: wait until it has been full for so long that the log has grown no more.
  for (off_t before = -1;
       ::stat(runner.path("log").c_str(), &info) != 0 || info.st_size == 0 || info.st_size != before;) {
    before = info.st_size;
    ::usleep(20'000);
  }
  ::kill(runner.pid(), SIGTERM);
  EXPECT_TRUE(is_gone(runner.pid_in("pid")));
  EXPECT_EQ(runner.end(), "exit 143, signal 15, interrupted by 15");
}

TEST(ProgramSession, TheProgramFindsUsualSignalsAndDescriptors) {
  const auto keep_none = [] { ::close_range(3, ~0U, CLOSE_RANGE_CLOEXEC); };
  SessionRunner signals("grep -E 'SigBlk|SigIgn' /proc/self/status");
  EXPECT_EQ(signals.end(), "exit 0");
  EXPECT_EQ(signals.out(), "SigBlk:\t0000000000000000\nSigIgn:\t0000000000000000\n");
  SessionRunner descriptors(command({"ls", "/proc/self/fd"}), {.before = keep_none});
  EXPECT_EQ(descriptors.end(), "exit 0");
  EXPECT_EQ(descriptors.out(), "0\n1\n2\n3\n") << "3 is the folder that ls reads";
}

TEST(ProgramSession, WorksWithItsStandardFilesClosed) {
  SessionRunner runner("echo text; echo more >&2; cat", {.before = [] {
                         for (int fd = 0; fd < 3; ++fd) ::close(fd);
                       }});
  EXPECT_EQ(runner.end(), "exit 0");
  EXPECT_EQ(runner.log(), "text\nmore\n");
}

class Throwing final : public ProgramEvents {
 public:
  void started(pid_t pid) override { program = pid; }
  void output(Stream, std::string_view) override { throw std::runtime_error("full"); }
  void tick() override {}
  pid_t program = 0;
};

TEST(ProgramSession, AnExceptionOfItsObserverEndsTheProgram) {
  Throwing events;
  {
    Program program = command({"sh", "-c", "echo x >&2; sleep 300"});
    program.environment = process::environment_with({});
    ProgramSession session(program);
    session.start();
    EXPECT_THROW(session.run(events), std::runtime_error);
  }
  EXPECT_TRUE(is_gone(events.program));
  sigset_t mask;
  ::sigprocmask(SIG_SETMASK, nullptr, &mask);
  EXPECT_FALSE(::sigismember(&mask, SIGINT)) << "signals are as they were";
}

}  // namespace
}  // namespace supervise
