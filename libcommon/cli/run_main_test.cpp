#include "cli/run_main.h"

#include <gtest/gtest.h>

#include "base/error.h"
#include "cli/messages.h"

namespace cli {
namespace {

int status_of(int (*run)(const Words&), int fatal = status_fatal) {
  char name[] = "git-exp-try";
  char* argv[] = {name, nullptr};
  return run_main<Words>(
      1, argv, [](const Words& words) { return words; }, run, fatal);
}

TEST(RunMain, TurnsErrorsIntoMessagesAndStatus) {
  testing::internal::CaptureStderr();
  EXPECT_EQ(status_of([](const Words&) -> int { throw base::UserError("it broke", {"mend it"}); }), 128);
  EXPECT_EQ(status_of([](const Words&) -> int { throw base::UserError("not run", {}); }, status_not_run), 125);
  EXPECT_EQ(status_of([](const Words&) -> int { throw base::UserError("no", {}, 1); }), 1);
  EXPECT_EQ(status_of([](const Words&) -> int { throw base::UsageError("wrong"); }), 129);
  EXPECT_EQ(status_of([](const Words&) { return 7; }), 7);
  EXPECT_EQ(testing::internal::GetCapturedStderr(),
            "fatal: it broke\nhint: mend it\nfatal: not run\nfatal: no\nerror: wrong\n"
            "hint: 'git exp-try -h' lists the options\n");
}

TEST(TerminalMessages, DetailsAreForVerbose) {
  testing::internal::CaptureStderr();
  TerminalMessages().detail("hidden");
  TerminalMessages({.quiet = true, .verbose = true}).detail("shown");
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "shown\n");
}

TEST(TerminalMessages, QuietSilencesNotesWithTheirHints) {
  testing::internal::CaptureStderr();
  TerminalMessages messages({.quiet = true});
  messages.note("nothing found");
  messages.hint("print something");
  messages.warning("odd");
  messages.hint("mend it");
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "warning: odd\nhint: mend it\n");
}

}  // namespace
}  // namespace cli
