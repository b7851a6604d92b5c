#include "supervise/closing.h"

#include <gtest/gtest.h>

namespace supervise {
namespace {

using experiment::Direction;
using experiment::Value;

experiment::Record finished_run() {
  experiment::Record record;
  record.run = "asr/0";
  record.state = experiment::State::finished;
  experiment::Attempt attempt;
  attempt.started = {1000};
  attempt.ended = base::Timestamp{13'345};
  record.attempts.push_back(attempt);
  experiment::MetricSummary loss;
  loss.name = "loss";
  loss.last = {"0.10", true};
  experiment::MetricSummary accuracy;
  accuracy.name = "val/acc";
  accuracy.last = {"0.9722", true};
  accuracy.max = Value{"0.9750", true};
  accuracy.max_step = 8;
  record.metrics = {loss, accuracy};
  return record;
}

TEST(Closing, ShowsTheMetricThatCounts) {
  const auto record = finished_run();
  EXPECT_EQ(closing_line(record, {{"val/acc", Direction::max}}),
            "asr/0 finished in 12.3 s · val/acc 0.9722 (best 0.9750 at epoch 8)");
  EXPECT_EQ(closing_line(record, {{"val/acc", Direction::min}}), "asr/0 finished in 12.3 s · val/acc 0.9722");
  EXPECT_EQ(closing_line(record, {{"other", Direction::min}}), "asr/0 finished in 12.3 s · loss 0.10, val/acc 0.9722");
}

TEST(Closing, SaysHowItFailedAndWhatDrifted) {
  auto record = finished_run();
  record.metrics.clear();
  record.state = experiment::State::failed;
  record.attempts[0].exit = 3;
  record.drift = {"train.py"};
  EXPECT_EQ(closing_line(record, {}), "asr/0 failed (exit 3) after 12.3 s · 1 tracked file changed while it ran");
  record.attempts[0].signal = 9;
  EXPECT_EQ(closing_line(record, {}).substr(0, 24), "asr/0 failed (signal 9) ");
}

TEST(Closing, SaysWhatWasFound) {
  EXPECT_EQ(found_line(finished_run(), {"statistic.json"}), "0 parameters, 2 metrics from statistic.json");
  EXPECT_EQ(found_line(experiment::Record{}, {}), "");
}

}  // namespace
}  // namespace supervise
