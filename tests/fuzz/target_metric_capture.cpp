#include "base/text.h"
#include "supervise/metric_capture.h"
#include "support.h"
#include "targets.h"

namespace fuzz {

/// The first line is exp.metricPattern (none, if it is empty), the others are what a program prints.
void check_metric_capture(std::string_view input) {
  const std::string pattern(take_line(input));
  std::vector<std::string> patterns;
  if (!pattern.empty()) patterns.push_back(pattern);
  try {
    supervise::check_metric_patterns(patterns);
  } catch (const base::UserError& error) {
    expect_printable(error);
    patterns.clear();
  }
  supervise::MetricCapture capture(patterns);
  supervise::LineStates lines(&capture.consumer(supervise::Stream::out));
  lines.feed(input);
  lines.finish();

  experiment::Record record = make_record();
  record.metrics = capture.metrics();
  expect(record.metrics.size() <= 1000, "there are at most 1000 metrics");
  for (const auto& metric : record.metrics) {
    expect(!metric.name.empty() && metric.name.size() <= 100, "a metric's name is short", metric.name);
    expect_printable(metric.name, "a metric's name can be shown");
    expect(base::parse_number(metric.last.text).has_value(), "a metric is a number", metric.last.text);
    expect(metric.count >= 1, "a metric has a value", metric.name);
  }
  expect_writable(record);
}

}  // namespace fuzz
