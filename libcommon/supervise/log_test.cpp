#include "supervise/log.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <string>
#include <vector>

#include "base/file.h"

namespace supervise {
namespace {

class LogTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = base::path_join(testing::TempDir(), "log-test-XXXXXX");
    folder_ = ::mkdtemp(pattern.data());
    path_ = folder_ + "/log";
  }
  void TearDown() override { base::remove_tree(folder_); }

  std::string content() const { return base::load_file(path_); }
  std::string logged(std::string_view output, std::size_t piece) {
    ::unlink(path_.c_str());
    LogWriter log(path_);
    for (std::size_t at = 0; at < output.size(); at += piece) log.output(output.substr(at, piece));
    log.close();
    return content();
  }

  std::string folder_, path_;
};

struct Case {
  const char* what;
  std::string output;
  std::string log;
};

TEST_F(LogTest, KeepsWhatAPersonWouldHaveSeen) {
  const std::vector<Case> cases = {
      {"plain text, byte for byte", "a\n\n\tb \xff\n", "a\n\n\tb \xff\n"},
      {"an open last line is closed", "a", "a\n"},
      {"line ends of another system", "a\r\nb\r\n", "a\nb\n"},
      {"a progress bar", "\r  0%|  |\r 50%|# |\r100%|##|\ndone\n", "100%|##|\ndone\n"},
      {"a longer old state shows", "50.5 t/s\r9 t/s\n", "9 t/st/s\n"},
      {"unless it is erased", "50.5 t/s\r\x1b[K9 t/s\n50.5 t/s\r9 t/s\x1b[K\n", "9 t/s\n9 t/s\n"},
      {"blocks of three bytes are one column", "\r|\xe2\x96\x88 |x\r|\xe2\x96\x88\xe2\x96\x88|\n",
       "|\xe2\x96\x88\xe2\x96\x88|x\n"},
      {"wide characters are two", "\xe4\xbd\xa0\xe5\xa5\xbd!\rabc\n", "abc !\n"},
      {"half of a wide one", "a\xe4\xbd\xa0\bxyz\n", "a xyz\n"},
      {"backspaces", "10%\b\b\b20%\n", "20%\n"},
      {"a backspace at the begin", "\b\bx\n", "x\n"},
      {"colours and titles go", "\x1b]0;t\a\x1b[31mred\x1b[0m\n", "red\n"},
      {"nested bars", "\router 0\n\rinner 0\x1b[A\n\rinner 1\x1b[A\router 1\n\n", "outer 1\ninner 1\n"},
      {"lines erased from below", "a\nb\nc\x1b[2K\x1b[1A\x1b[2K\rB\n", "a\nB\n"},
      {"everything below erased", "a\nb\nc\x1b[2A\r\x1b[JA\n", "A\n"},
      {"a cursor sent right", "a\x1b[3Cb\x1b[2Gx\n", "ax  b\n"},
      {"the middle of a line", "abcdef\x1b[4D12\n", "ab12ef\n"},
      {"a new page keeps the old one", "page 1\x1b[H\x1b[2Jpage 2\n", "page 1\npage 2\n"},
      {"an unknown sequence", "a\x1b[5nb\x1b(Bc\x1b[?25l\n", "abc\n"},
      {"a sequence cut by a line end", "a\x1b[3\nb\n", "a\nb\n"},
  };
  for (const auto& [what, output, log] : cases)
    for (const std::size_t piece : {1u, 2u, 5u, 1000u}) EXPECT_EQ(logged(output, piece), log) << what << ", " << piece;
}

TEST_F(LogTest, ReachesThirtyTwoLinesBack) {
  std::string output = "too far\n";
  for (int i = 0; i < 32; ++i) output += "line\n";
  std::string expected = output;
  expected.replace(8, 4, "bars");
  EXPECT_EQ(logged(output + "\x1b[99A\rbars\x1b[99B\n", 1000), expected + "\n");
}

TEST_F(LogTest, LongOutputIsKeptWhole) {
  std::string output;
  for (int i = 0; output.size() < 3'000'000; ++i) output += "line " + std::to_string(i) + std::string(80, '.') + "\n";
  for (const std::size_t piece : {4095u, 65536u, 1u << 20}) EXPECT_TRUE(logged(output, piece) == output);
  const std::string endless(1'000'000, 'x');
  EXPECT_TRUE(logged(endless, 65536) == endless + "\n");
  const std::string above = logged("a\nb\x1b[A" + endless, 65536);
  EXPECT_EQ(std::count(above.begin(), above.end(), 'x'), 1'000'000) << "also above another line";
}

TEST_F(LogTest, FollowersSeeTheStateAtEachFlush) {
  LogWriter log(path_);
  log.text("command: train");
  log.output("\r 10%|long long state|");
  log.flush();
  EXPECT_EQ(content(), "command: train\n 10%|long long state|");
  log.output("\r\x1b[K 20%|");
  log.flush();
  EXPECT_EQ(content(), "command: train\n 20%|");
  log.output("\r100%|\nepoch 1\n");
  log.flush();
  EXPECT_EQ(content(), "command: train\n100%|\nepoch 1\n");
  log.output("\x1b[A\x1b[2K");
  log.text("ended: 0\n");
  log.close();
  log.output("ignored");
  log.close();
  EXPECT_EQ(content(), "command: train\n100%|\n\nended: 0\n");
  EXPECT_EQ(log.problem().errno_value, 0);
}

TEST_F(LogTest, AttemptsFollowEachOther) {
  base::write_file_atomically(path_, "attempt 1\nkilled in mid-li");
  {
    LogWriter log(path_);
    log.text("attempt 2");
    log.output("more\n");
  }
  EXPECT_EQ(content(), "attempt 1\nkilled in mid-li\nattempt 2\nmore\n");
}

TEST_F(LogTest, TellsTheLastLines) {
  LogWriter log(path_);
  log.text("header");
  EXPECT_EQ(log.last_lines(5), "");
  for (int i = 0; i < 100; ++i) log.output("line " + std::to_string(i) + "\n");
  log.output("\rbar 1\rbar 2");
  EXPECT_EQ(log.last_lines(3), "line 98\nline 99\nbar 2\n");
  log.text("footer");
  log.close();
  EXPECT_EQ(log.last_lines(2), "line 99\nbar 2\n");
  EXPECT_EQ(log.last_lines(0), "");
}

/// A file system without room, as a limit of this process.
class FullDisk {
 public:
  explicit FullDisk(rlim_t room) {
    signal_before_ = ::signal(SIGXFSZ, SIG_IGN);
    ::getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit full{room, before_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &full);
  }
  ~FullDisk() {
    ::setrlimit(RLIMIT_FSIZE, &before_);
    ::signal(SIGXFSZ, signal_before_);
  }

 private:
  rlimit before_;
  sighandler_t signal_before_;
};

TEST_F(LogTest, AFullDiskLosesNothingIfRoomComesBack) {
  LogWriter log(path_);
  {
    const FullDisk full(10);
    log.output("first line\nsecond line\n");
    log.flush();
    EXPECT_EQ(content(), "first line");
    EXPECT_EQ(log.problem().errno_value, EFBIG);
  }
  log.output("third line\n");
  log.close();
  EXPECT_EQ(content(), "first line\nsecond line\nthird line\n");
  EXPECT_EQ(log.problem().lost_bytes, 0u);
}

TEST_F(LogTest, WhatAFullDiskCostsIsSaid) {
  const std::string megabyte = std::string((1 << 20) - 1, 'x') + "\n";
  LogWriter log(path_);
  {
    const FullDisk full(10);
    for (int i = 0; i < 3; ++i) log.output(megabyte);
    log.flush();
  }
  EXPECT_GT(log.problem().lost_bytes, 1'000'000u);
  log.flush();
  log.output("room again\n");
  log.close();
  const std::string text = content();
  EXPECT_NE(text.find("\n[" + std::to_string(log.problem().lost_bytes) +
                      " bytes of output are missing here: file too large]\n"),
            text.npos);
  EXPECT_EQ(text.substr(text.size() - 11), "room again\n");
}

TEST_F(LogTest, AFolderThatIsGoneDisturbsNobody) {
  LogWriter log(folder_ + "/none/log");
  log.output("text\n");
  log.flush();
  log.close();
  EXPECT_EQ(log.problem().errno_value, ENOENT);
  EXPECT_EQ(log.problem().lost_bytes, 5u);
  EXPECT_EQ(log.last_lines(9), "text\n");
}

}  // namespace
}  // namespace supervise
