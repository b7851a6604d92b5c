#include "board_lines.h"

#include <gtest/gtest.h>

#include "base/text.h"

namespace exp_run {
namespace {

BoardRun make_run(const std::string& name, std::optional<std::int64_t> elapsed_ms,
                  std::optional<std::int64_t> left_ms) {
  BoardRun run{name, "running", "seed 1", {}};
  run.progress.elapsed_ms = elapsed_ms;
  run.progress.left_ms = left_ms;
  return run;
}

TEST(BoardLines, WhatMeansTheSameStandsBelowEachOther) {
  BoardRun first = make_run("asr/9", 65'000, 8'000), second{"asr/10", "starting", "lr=0.1\n seed 2", {}};
  first.progress.epoch = 3;
  first.progress.epochs = 30;
  first.progress.metric = "acc";
  first.progress.last = experiment::Value{"0.5", true};
  EXPECT_EQ(base::join(format_runs({first, second}), "\n"),
            "asr/9   running   epoch 3/30  acc 0.5  1 min 5 s  8.0 s left  seed 1\n"
            "asr/10  starting                                              lr=0.1\\n seed 2");
  EXPECT_EQ(base::join(format_runs({second}), "\n"), "asr/10  starting  lr=0.1\\n seed 2") << "nothing is known of any";
}

TEST(BoardLines, TheStateOfWhatHasASupervisor) {
  experiment::Record record;
  EXPECT_EQ(state_word(std::nullopt), "starting");
  EXPECT_EQ(state_word(record), "starting") << "queued";
  record.state = experiment::State::running;
  EXPECT_EQ(state_word(record), "running");
  record.state = experiment::State::failed;
  EXPECT_EQ(state_word(record), "starting again") << "--retry";
}

TEST(BoardLines, TheLastLineIsOfAll) {
  EXPECT_EQ(format_sum({2, 5, 3, 0, "", 12'300, std::nullopt}), "2 running, 5 waiting, 3 finished · 12.3 s");
  EXPECT_EQ(format_sum({0, 5, 0, 1, "a place", 90'000, 3'600'000}),
            "0 running, 5 waiting for a place, 0 finished, 1 not · 1 min 30 s, 1 h 0 min left");
  const std::string usual = format_sum({12, 15, 13, 2, "", 750'000, 2'412'000});
  EXPECT_LT(base::display_width(usual), 80u) << usual;
}

TEST(BoardEstimate, OfAllRuns) {
  const auto known = make_run("a/0", 4'000, 6'000), slow = make_run("a/1", 9'000, 31'000);
  const auto unknown = make_run("a/2", 4'000, std::nullopt), over = make_run("a/3", 90'000, std::nullopt);
  const auto starting = make_run("a/4", std::nullopt, std::nullopt);
  const struct {
    std::vector<BoardRun> running;
    std::size_t waiting;
    std::optional<std::int64_t> usual, left;
  } cases[] = {{{}, 5, 10'000, std::nullopt},                // who knows when it begins
               {{known}, 0, std::nullopt, 6'000},            //
               {{known}, 2, std::nullopt, 26'000},           // each as long as it
               {{known, slow}, 0, std::nullopt, 31'000},     // the longest
               {{known, slow}, 4, 10'000, 38'500},           // two at once
               {{unknown}, 0, std::nullopt, std::nullopt},   //
               {{unknown}, 0, 10'000, 6'000},                //
               {{unknown, starting}, 2, 10'000, 18'000},     //
               {{over}, 0, 10'000, std::nullopt},            // longer than usual
               {{known, unknown}, 1, std::nullopt, 11'000},  // one knows
               {{starting}, 3, std::nullopt, std::nullopt}};
  for (const auto& one : cases) EXPECT_EQ(estimate_left(one.running, one.waiting, one.usual), one.left) << &one - cases;
}

}  // namespace
}  // namespace exp_run
