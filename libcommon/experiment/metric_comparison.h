#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "experiment/record.h"
#include "experiment/statistic.h"

/// Whether two runs came to the same metrics.
namespace experiment {

/// How far two numbers may be apart: `limit`, or with `relative` that part of the larger of both magnitudes.
struct Tolerance {
  double limit = 0;
  bool relative = false;
};
/// "1e-6" or "1e-6rel"; nothing for what is no finite number of at least 0.
std::optional<Tolerance> parse_tolerance(std::string_view text);

/// What a run came to: its metrics, and their series where it kept metrics.jsonl.
struct MetricResults {
  Metrics metrics;
  std::vector<MetricSeries> series;
};

struct MetricDifference {
  std::string name;
  std::string then, now;             ///< the values that differ; "" where there is none
  std::optional<double> difference;  ///< now - then, where both are numbers
  std::optional<std::int64_t> step;  ///< the first at which the series differ
  std::string what;  ///< what differs: "last", "series", "min", "length of the series", "missing now", …
};

struct MetricComparison {
  std::size_t metrics = 0;                    ///< that were compared
  std::size_t values = 0;                     ///< of them: last ones, and those of series
  bool exact = true;                          ///< every value equal
  std::vector<MetricDifference> differences;  ///< beyond the tolerance
  std::vector<std::string> left_out;          ///< by `ignore`
  bool agrees() const { return differences.empty(); }
};

/// Every metric that either has, but those that a glob of `ignore` names: its last value; the whole series where both have
/// one, else first, min and max. Numbers are compared as numbers (1.0 equals 1, NaN equals NaN), other texts bytewise.
MetricComparison compare_metrics(const MetricResults& then, const MetricResults& now, const Tolerance& tolerance,
                                 const std::vector<std::string>& ignore);

}  // namespace experiment
