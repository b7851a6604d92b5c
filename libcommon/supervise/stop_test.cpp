#include <gtest/gtest.h>
#include <signal.h>
#include <unistd.h>

#include <functional>
#include <string>

#include "supervise/program.h"

/// Programs that somebody wants to stop: by a wish, or because their time is over.
namespace supervise {
namespace {

/// Wishes when the program has printed a word.
class Wisher final : public ProgramEvents {
 public:
  struct Wish {
    std::string word;
    StopWish wish;
  };
  explicit Wisher(std::vector<Wish> wishes) : wishes_(std::move(wishes)) {}

  void started(pid_t) override {}
  void output(Stream, std::string_view bytes) override {
    printed += bytes;
    for (const auto& [word, wish] : wishes_)
      if (wish > wish_ && printed.find(word) != printed.npos) {
        wish_ = wish;
        ::kill(::getpid(), SIGURG);  // as exp-stop does it: the next tick comes at once
      }
  }
  void tick() override {}
  StopWish stop_wish() override { return wish_; }

  std::string printed;

 private:
  const std::vector<Wish> wishes_;
  StopWish wish_ = StopWish::none;
};

struct Outcome {
  std::string end, printed;
};

Outcome run(const std::string& script, std::vector<Wisher::Wish> wishes,
            const std::function<void(Program&)>& change = {}) {
  Program program;
  program.argv = {"sh", "-c", script};
  for (char** variable = environ; *variable; ++variable) program.environment.emplace_back(*variable);
  program.grace_ms = 150;
  if (change) change(program);
  Wisher wisher(std::move(wishes));
  ProgramSession session(std::move(program));
  session.start();
  const ProgramEnd end = session.run(wisher);
  std::string text = "exit " + std::to_string(end.exit_status);
  if (end.interrupted) text += ", interrupted by " + std::to_string(end.stop_signal);
  if (end.timed_out) text += ", timed out";
  return {text, wisher.printed};
}

const std::string loop = "echo ready; while :; do sleep 0.01; done";
const std::string deaf = "exec 2> /dev/null; trap 'echo INT' INT; trap 'echo TERM' TERM; " + loop;

TEST(Stop, AProgramThatSavesEndsInOrder) {
  const Outcome outcome = run("trap 'echo saved; exit 0' INT; " + loop, {{"ready", StopWish::ask}});
  EXPECT_EQ(outcome.end, "exit 0, interrupted by 2");
  EXPECT_EQ(outcome.printed, "ready\nsaved\n");
}

TEST(Stop, TheSignalIsTheUsersChoice) {
  const auto by_usr1 = [](Program& program) { program.stop_signal = SIGUSR1; };
  EXPECT_EQ(run("trap 'exit 3' USR1; " + loop, {{"ready", StopWish::ask}}, by_usr1).end, "exit 3, interrupted by 10");
  const auto by_term = [](Program& program) { program.stop_signal = SIGTERM; };
  EXPECT_EQ(run(deaf, {{"ready", StopWish::force}}, by_term).printed, "ready\nTERM\n") << "asked once";
}

TEST(Stop, WhoIgnoresTheFirstGetsTerm) {
  EXPECT_EQ(run("trap '' INT; trap 'exit 5' TERM; " + loop, {{"ready", StopWish::ask}}).end,
            "exit 5, interrupted by 2");
}

TEST(Stop, OnlyForceKills) {
  const Outcome forced = run(deaf, {{"ready", StopWish::force}});
  EXPECT_EQ(forced.end, "exit 137, interrupted by 2");
  EXPECT_EQ(forced.printed, "ready\nINT\nTERM\n");
  // Without it, it goes on; force may come later.
  EXPECT_EQ(run("n=0; trap : INT; trap 'n=1' TERM; echo ready; while :; do sleep 0.3; [ $n = 0 ] || echo alive; done",
                {{"ready", StopWish::ask}, {"alive\nalive", StopWish::force}})
                .end,
            "exit 137, interrupted by 2");
}

TEST(Stop, NowAsksNothing) {
  const Outcome outcome = run(deaf, {{"ready", StopWish::now}});
  EXPECT_EQ(outcome.end, "exit 137, interrupted by 2");
  EXPECT_EQ(outcome.printed, "ready\n");
}

TEST(Stop, AStoppedProgramIsWokenUp) {
  EXPECT_EQ(run("trap 'exit 4' INT; echo ready; kill -STOP $$; sleep 60 & wait", {{"ready", StopWish::ask}}).end,
            "exit 4, interrupted by 2");
}

TEST(Stop, ABackgroundJobOfAScriptIsAskedToo) {
  struct sigaction ignored = {}, before;
  ignored.sa_handler = SIG_IGN;
  ::sigaction(SIGINT, &ignored, &before);
  EXPECT_EQ(run("trap 'exit 6' INT; " + loop, {{"ready", StopWish::ask}}).end, "exit 6, interrupted by 2");
  ::sigaction(SIGINT, &before, nullptr);
}

TEST(Stop, ATimeoutGoesTheSameWayAndKills) {
  const Outcome outcome = run(deaf, {}, [](Program& program) { program.timeout_ms = 500; });
  EXPECT_EQ(outcome.end, "exit 137, timed out");
  EXPECT_EQ(outcome.printed, "ready\nINT\nTERM\n");
}

}  // namespace
}  // namespace supervise
