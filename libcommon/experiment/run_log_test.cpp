#include "experiment/run_log.h"

#include <gtest/gtest.h>

#include "base/file.h"
#include "experiment/test_folder.h"

namespace experiment {
namespace {

const std::string commit(40, 'a');

std::string header(std::int64_t n, const std::string& start, const std::string& command = "train") {
  return "====== asr/0" + (n > 1 ? " attempt " + std::to_string(n) : "") + " ======\ncommand: " + command +
         "\ncommit:  " + commit + "\nhost:    ada@engine\nstart:   " + start + "\n======\n";
}

class RunLogTest : public FolderTest {
 protected:
  RunLogTest() {
    run_.record.run = "asr/0";
    run_.record.commit = commit;
    run_.folder = folder_;
  }
  void add_attempt(std::int64_t n, const std::string& started) {
    Attempt attempt;
    attempt.n = n;
    attempt.started = base::parse_timestamp(started).value();
    run_.record.attempts.push_back(attempt);
  }
  void write_log(const std::string& text) { write("log", text); }
  std::string text_of(LogPart part) {
    std::string text;
    RunLog(run_, "asr/0").copy(part, [&](std::string_view bytes) { text += bytes; });
    return text;
  }
  std::string attempt(std::int64_t n) { return text_of(RunLog(run_, "asr/0").attempt(n)); }
  std::string last(std::size_t n) {
    const RunLog log(run_, "asr/0");
    return text_of(log.last_lines(log.whole(), n));
  }

  KnownRun run_;
};

TEST_F(RunLogTest, LastLinesAreReadFromTheEnd) {
  write_log("one\ntwo\nthree\n");
  EXPECT_EQ(last(0), "");
  EXPECT_EQ(last(1), "three\n");
  EXPECT_EQ(last(2), "two\nthree\n");
  EXPECT_EQ(last(9), "one\ntwo\nthree\n");
  write_log("one\ntwo");
  EXPECT_EQ(last(1), "two");
  write_log("");
  EXPECT_EQ(last(3), "");
  const std::string long_line(700'000, 'x');
  write_log("first\n" + long_line + "\nend\n");
  EXPECT_EQ(last(2), long_line + "\nend\n");
  EXPECT_EQ(last(3).substr(0, 8), "first\nxx");
}

TEST_F(RunLogTest, AnAttemptIsWhatStandsBetweenTheHeadersThatTheRecordKnows) {
  const std::string first = "2026-03-01T12:00:00.000Z", second = "2026-03-01T13:00:00.000Z";
  add_attempt(1, "2026-03-01T12:00:00.123Z");
  add_attempt(2, "2026-03-01T13:00:00.456Z");
  const std::string one = header(1, first) + "a\n" + header(2, first) +  // the program's own words
                          "====== asr/0 attempt 2 ======\n" + header(7, second) + " " + header(2, second) +
                          std::string(600'000, 'z') + "\n====== interrupted ======\n";
  const std::string two = header(2, second, std::string(5000, 'c')) + "b\n" + header(1, first) + header(2, second);
  write_log(one + two);
  EXPECT_EQ(attempt(1), one);
  EXPECT_EQ(attempt(2), two);
  EXPECT_THROW(attempt(3), base::UserError);
  EXPECT_THROW(attempt(0), base::UserError);
}

TEST_F(RunLogTest, WithoutHeadersTheOnlyAttemptIsTheWhole) {
  add_attempt(1, "2026-03-01T12:00:00.123Z");
  write_log("what an older tool wrote\n");
  EXPECT_EQ(attempt(1), "what an older tool wrote\n");
  add_attempt(2, "2026-03-01T12:00:00.123Z");
  EXPECT_THROW(attempt(1), base::UserError);
}

TEST_F(RunLogTest, WhatIsNotThereIsSaid) {
  const auto complaint = [&] {
    try {
      RunLog(run_, "asr/0-1a2b");
    } catch (const base::UserError& error) {
      EXPECT_EQ(error.status(), 1);
      return std::string(error.what());
    }
    return std::string();
  };
  EXPECT_EQ(complaint(), "'asr/0-1a2b' has no log");
  base::make_folders(at("log"));
  EXPECT_EQ(complaint().find("the log of 'asr/0-1a2b' is no regular file"), 0u);
  run_.folder = "";
  EXPECT_EQ(complaint(), "the folder of 'asr/0-1a2b' is not here any more");
  run_.remote = "origin";
  EXPECT_EQ(complaint(), "the folder of 'asr/0-1a2b' is not here");
}

}  // namespace
}  // namespace experiment
