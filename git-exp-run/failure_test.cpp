#include "failure.h"

#include <gtest/gtest.h>

#include "base/text.h"
#include "experiment/test_folder.h"

namespace exp_run {
namespace {

class WhatWentWrong : public experiment::FolderTest {
 protected:
  static std::string header(int n) {
    return "====== asr/0" + (n > 1 ? " attempt " + std::to_string(n) : "") +
           " ======\ncommand: sh train\ncommit:  5\nhost:    ada@engine\nstart:   2026-01-01T00:00:00.000Z\n======\n";
  }
  static constexpr const char* footer = "====== failed, exit 3, 2026-01-01T00:00:03.000Z after 3 s ======\n";

  std::string said(const std::string& log, const std::string& trouble = "") {
    if (!log.empty()) write("log", log);
    experiment::KnownRun run;
    run.folder = folder_;
    run.record.run = "asr/0";
    run.record.attempts.emplace_back();
    run.record.attempts[0].trouble = trouble;
    return base::join(what_went_wrong(run), "|");
  }
};

TEST_F(WhatWentWrong, IsWhatTheProgramPrintedLast) {
  EXPECT_EQ(said(""), "") << "no log";
  EXPECT_EQ(said(header(1) + footer), "");
  EXPECT_EQ(said(header(1) + "one\n\n" + footer), "one");
  EXPECT_EQ(said(header(1) + "one\ntwo\nthree\nfour\n" + footer), "two|three|four");
  EXPECT_EQ(said(header(1) + "one\nhalf a l"), "one|half a l") << "its supervisor was killed";
  EXPECT_EQ(said(header(1) + "one\n" + footer + header(2) + footer), "") << "the last attempt said nothing";
  EXPECT_EQ(said(header(1) + "one\n" + footer + header(2) + "two\n" + footer), "two");
  EXPECT_EQ(said(header(1) + "start:   now\n===\n====== x ======\n" + footer), "start:   now|===|====== x ======");
}

TEST_F(WhatWentWrong, AndWhatWeSaid) {
  EXPECT_EQ(said(header(1) + footer, "the program was not started: 'x' does not exist"),
            "the program was not started: 'x' does not exist");
  EXPECT_EQ(said(header(1) + "one\n", "cannot write the log"), "one|cannot write the log");
}

}  // namespace
}  // namespace exp_run
