#pragma once

#include <memory>
#include <string>
#include <vector>

#include "experiment/record.h"
#include "supervise/line_states.h"
#include "supervise/program.h"

/// Metrics in what a program prints, without a change to the program.
namespace supervise {

/// Throws UserError that names a pattern of exp.metricPattern which is no RE2 expression, or has other groups than it needs.
/// To be called before a program is started.
void check_metric_patterns(const std::vector<std::string>& patterns);

/// Takes as metrics
/// - lines that are exactly `name: number` (the name has no colon and begins with no blank, as in "Test accuracy: 0.97");
///   `step: n` and `epoch: n` set the step of what follows; once a step came, epochs do not count;
/// - what `patterns` find, as often as they match in a line: `(?P<name>…)` and `(?P<value>…)`, or `metric=REGEX` with one
///   group. A group `(?P<step>…)`, and the metrics `step` and `epoch`, set the step of the whole line and what follows.
///   Brackets and percent signs around a value are passed over ("[12.]", "97.1%").
/// Numbers are those of base::parse_number() ("15.", "1e-05", "nan"); they keep their text. Of a line that is redrawn, the
/// last state that names a metric counts. Lines of 64 KiB and more are passed over, and so are names beyond the first
/// 1000, of more than 100 bytes, and with control characters.
class MetricCapture {
 public:
  /// Throws as check_metric_patterns() does.
  explicit MetricCapture(const std::vector<std::string>& patterns);
  ~MetricCapture();
  MetricCapture(const MetricCapture&) = delete;
  MetricCapture& operator=(const MetricCapture&) = delete;

  /// For LineStates; each stream has its own, because a redrawn line belongs to one of them. Lives as long as this object.
  LineConsumer& consumer(Stream stream);
  /// In first-seen order.
  experiment::Metrics metrics() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace supervise
