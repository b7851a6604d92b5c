#include "experiment/metric_comparison.h"

#include <gtest/gtest.h>

#include "experiment/settings.h"

namespace experiment {
namespace {

MetricSummary metric(const std::string& name, const std::string& last) {
  MetricSummary summary;
  summary.name = name;
  summary.last = value_from_text(last);
  return summary;
}

MetricResults results(std::vector<MetricSummary> metrics, std::vector<MetricSeries> series = {}) {
  return {std::move(metrics), std::move(series)};
}

TEST(Tolerance, AbsoluteAndRelative) {
  EXPECT_EQ(parse_tolerance("1e-6")->limit, 1e-6);
  EXPECT_FALSE(parse_tolerance("1e-6")->relative);
  EXPECT_TRUE(parse_tolerance("0.01rel")->relative);
  for (const char* bad : {"", "rel", "-1", "nan", "inf", "1%", "1 rel"}) EXPECT_FALSE(parse_tolerance(bad)) << bad;
}

TEST(CompareMetrics, NumbersAreComparedAsNumbers) {
  const auto same = compare_metrics(results({metric("a", "1.0"), metric("b", "nan"), metric("c", "big")}),
                                    results({metric("a", "1"), metric("b", "NaN"), metric("c", "big")}), {}, {});
  EXPECT_TRUE(same.exact && same.agrees());
  EXPECT_EQ(same.metrics, 3u);
  const auto other = compare_metrics(results({metric("a", "1.0"), metric("c", "big")}),
                                     results({metric("a", "1.25"), metric("c", "small")}), {}, {});
  ASSERT_EQ(other.differences.size(), 2u);
  EXPECT_EQ(other.differences[0].difference, 0.25);
  EXPECT_FALSE(other.differences[1].difference);
}

TEST(CompareMetrics, WithinTolerance) {
  const auto then = results({metric("loss", "100")}), now = results({metric("loss", "100.5")});
  EXPECT_FALSE(compare_metrics(then, now, {0.1, false}, {}).agrees());
  const auto near = compare_metrics(then, now, {0.5, false}, {});
  EXPECT_TRUE(near.agrees());
  EXPECT_FALSE(near.exact);
  EXPECT_TRUE(compare_metrics(then, now, {0.01, true}, {}).agrees());
  EXPECT_FALSE(compare_metrics(then, now, {0.001, true}, {}).agrees());
}

TEST(CompareMetrics, NoToleranceReachesInfinityAndLargeNumbersAreWhole) {
  for (const auto& [then, now] : {std::pair("1.0", "Infinity"), {"-inf", "inf"}, {"nan", "1"}, {"1", "nan"}})
    EXPECT_FALSE(compare_metrics(results({metric("a", then)}), results({metric("a", now)}), {1e6, true}, {}).agrees())
        << then << " " << now;
  EXPECT_TRUE(compare_metrics(results({metric("a", "inf")}), results({metric("a", "Infinity")}), {}, {}).exact);
  EXPECT_FALSE(
      compare_metrics(results({metric("a", "9007199254740992")}), results({metric("a", "9007199254740993")}), {}, {})
          .exact);
}

TEST(CompareMetrics, AMissingMetricDiffers) {
  const auto result = compare_metrics(results({metric("a", "1"), metric("b", "2")}),
                                      results({metric("b", "2"), metric("c", "3")}), {}, {});
  ASSERT_EQ(result.differences.size(), 2u);
  EXPECT_EQ(result.differences[0].what, "missing now");
  EXPECT_EQ(result.differences[1].what, "missing then");
  EXPECT_FALSE(result.exact);
}

TEST(CompareMetrics, WhatMeasuresTheMachineIsLeftOut) {
  const auto& globs = default_verify_ignore();
  const auto result = compare_metrics(
      results({metric("Time", "1"), metric("train/steps_per_sec", "9"), metric("beta", "2")}),
      results({metric("Time", "2"), metric("train/steps_per_sec", "8"), metric("beta", "2")}), {}, globs);
  EXPECT_TRUE(result.exact);
  EXPECT_EQ(result.left_out, (std::vector<std::string>{"Time", "train/steps_per_sec"}));
  EXPECT_EQ(result.metrics, 1u);
  for (const char* measured : {"seconds", "epoch_seconds", "time", "train/time", "ms_per_batch", "it/s", "mfu",
                               "throughput", "timestamp", "elapsed", "val/eta", "tokens_per_sec"})
    EXPECT_FALSE(compare_metrics(results({metric(measured, "1")}), results({}), {}, globs).left_out.empty())
        << measured;
  for (const char* kept :
       {"beta", "theta", "loss", "val/acc", "update", "wer", "timit/per", "momentum", "lifetimes", "ms"})
    EXPECT_TRUE(compare_metrics(results({metric(kept, "1")}), results({}), {}, globs).left_out.empty()) << kept;
}

TEST(CompareMetrics, TheFirstStepThatDiffers) {
  const auto then = results({metric("loss", "3")}, {{"loss", {{1, "5"}, {2, "4"}, {3, "3"}}}});
  const auto now = results({metric("loss", "3")}, {{"loss", {{1, "5"}, {2, "4.5"}, {3, "3"}}}});
  const auto result = compare_metrics(then, now, {}, {});
  ASSERT_EQ(result.differences.size(), 1u);
  EXPECT_EQ(result.differences[0].step, 2);
  EXPECT_EQ(result.differences[0].what, "series");
  EXPECT_EQ(result.values, 4u);

  const auto shorter = results({metric("loss", "3")}, {{"loss", {{1, "5"}, {2, "4"}}}});
  EXPECT_EQ(compare_metrics(then, shorter, {}, {}).differences.at(0).step, 3);
  EXPECT_EQ(compare_metrics(then, shorter, {}, {}).differences.at(0).what, "length of the series");
}

TEST(CompareMetrics, WithoutSeriesTheExtremesCount) {
  MetricSummary then = metric("loss", "3"), now = metric("loss", "3");
  then.count = now.count = 3;
  then.min = value_from_text("1");
  now.min = value_from_text("2");
  EXPECT_EQ(compare_metrics(results({then}), results({now}), {}, {}).differences.at(0).what, "min");
  EXPECT_EQ(compare_metrics(results({then}), results({now}), {}, {}).differences.at(0).then, "1");
  then.count = now.count = 1;  // as a note keeps it
  EXPECT_EQ(compare_metrics(results({then}), results({now}), {}, {}).differences.at(0).what, "min");
}

}  // namespace
}  // namespace experiment
