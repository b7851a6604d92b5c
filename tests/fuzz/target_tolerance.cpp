#include <cmath>

#include "experiment/metric_comparison.h"
#include "support.h"
#include "targets.h"

namespace fuzz {

/// A tolerance, and lines of two values that are compared.
void check_tolerance(std::string_view input) {
  const auto given = experiment::parse_tolerance(take_line(input));
  if (given) expect(std::isfinite(given->limit) && given->limit >= 0, "a tolerance is finite");
  const experiment::Tolerance tolerance = given.value_or(experiment::Tolerance{});
  experiment::MetricResults then, now;
  for (const auto& line : lines_of(input)) {
    const auto colon = std::min(line.find(':'), line.size());
    experiment::MetricSummary metric;
    metric.name = "m" + std::to_string(then.metrics.size());
    metric.last = experiment::value_from_text(line.substr(0, colon));
    then.metrics.push_back(metric);
    metric.last = experiment::value_from_text(line.substr(std::min(colon + 1, line.size())));
    now.metrics.push_back(metric);
  }
  const auto forth = experiment::compare_metrics(then, now, tolerance, {});
  const auto back = experiment::compare_metrics(now, then, tolerance, {});
  expect(forth.differences.size() == back.differences.size() && forth.exact == back.exact,
         "a comparison is the same in both directions", input);
  expect(experiment::compare_metrics(then, then, tolerance, {}).agrees(), "metrics agree with themselves", input);
  expect(forth.agrees() || !forth.exact, "what differs is not exact", input);
}

}  // namespace fuzz
