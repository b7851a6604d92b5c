#include "experiment/run_time.h"

#include <gtest/gtest.h>

namespace experiment {
namespace {

Attempt attempt(std::int64_t started, std::optional<std::int64_t> ended) {
  Attempt attempt;
  attempt.started = {started};
  if (ended) attempt.ended = base::Timestamp{*ended};
  return attempt;
}

TEST(RunTime, AddsAttemptsAndGoesOnWhileOneRuns) {
  const RunState running{State::running, Liveness::active}, lost{State::running, Liveness::lost},
      finished{State::finished}, queued{State::queued, Liveness::active};
  Record record;
  EXPECT_EQ(find_run_time_ms(record, queued, {100}), std::nullopt);
  record.attempts = {attempt(0, 10), attempt(50, 75)};
  EXPECT_EQ(find_run_time_ms(record, finished, {1000}), 35);
  record.attempts.push_back(attempt(100, std::nullopt));
  EXPECT_EQ(find_run_time_ms(record, running, {200}), 135);
  EXPECT_EQ(find_run_time_ms(record, lost, {200}), std::nullopt);
  record.attempts = {attempt(0, std::nullopt), attempt(50, 40)};  // the first was lost; a clock was set back
  EXPECT_EQ(find_run_time_ms(record, finished, {1000}), 0);
}

}  // namespace
}  // namespace experiment
