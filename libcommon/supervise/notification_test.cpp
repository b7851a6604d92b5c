#include "supervise/notification.h"

#include "supervise/checkout_test.h"

namespace supervise {
namespace {

class Notification : public CheckoutTest {
 protected:
  Notification() {
    record_.run = "asr/0";
    record_.tag = "asr";
    record_.state = experiment::State::failed;
    experiment::Attempt attempt;
    attempt.started = {1000};
    attempt.ended = base::Timestamp{13'345};
    record_.attempts.push_back(attempt);
  }
  std::string said_of(const std::string& command) {
    notify(open_->store, record_, make_run("asr/0"), command, {3, "asr/0 failed (exit 3) · it's \"$HOME\""});
    return open_->said();
  }

  experiment::Record record_;
};

TEST_F(Notification, TellsTheStateInVariables) {
  EXPECT_EQ(said_of("echo \"$GIT_EXP_RUN|$GIT_EXP_STATE|$GIT_EXP_EXIT|$GIT_EXP_DURATION|$GIT_EXP_MESSAGE\" >told"), "");
  EXPECT_EQ(base::load_file(base::path_join(open_->repository.location().top, "told")),
            "asr/0|failed|3|12|asr/0 failed (exit 3) · it's \"$HOME\"\n");
}

TEST_F(Notification, NothingIsRunForNoCommand) {
  EXPECT_EQ(said_of(""), "");
}

TEST_F(Notification, AFailureIsAWarningWithItsLastWords) {
  EXPECT_EQ(said_of("echo connecting; echo 'no \033[1mroute' >&2; exit 7"),
            "warning: the notification command failed with exit status 7\n  | connecting\n  | no \\x1b[1mroute");
  reopen();
  const std::string said = said_of("no-such-program-anywhere");
  EXPECT_TRUE(said.starts_with("warning: the notification command failed with exit status 127\n")) << said;
}

TEST_F(Notification, OneThatHangsIsKilledWithWhatItStarted) {
  constexpr std::int64_t longest_ms = 200;
  notify(open_->store, record_, make_run("asr/0"), "echo calling; sleep 300 & sleep 300", {0, ""}, longest_ms);
  EXPECT_EQ(open_->said(), "warning: the notification command took more than 0.2 s, and was killed\n  | calling");
}

TEST_F(Notification, AVariableOfOursDoesNotLeadItElsewhere) {
  ::setenv("GIT_DIR", "elsewhere", 1);
  const std::string said = said_of("git rev-parse --git-dir");
  ::unsetenv("GIT_DIR");
  EXPECT_EQ(said, "");
}

}  // namespace
}  // namespace supervise
