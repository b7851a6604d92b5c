#pragma once

#include <cmath>
#include <optional>
#include <string>

#include "base/text.h"
#include "experiment/record.h"
#include "experiment/text_arena.h"
#include "experiment/value_views.h"

namespace experiment {

/// A metric's values one by one, without keeping them.
class RunningSummary {
 public:
  void add(ValueView value, std::optional<std::int64_t> step);
  bool empty() const { return count_ == 0; }
  /// The mean's text, which nobody wrote, is put into `arena`.
  MetricView view(std::string_view name, TextArena& arena) const;

 private:
  struct Point {
    ValueView value;
    std::optional<std::int64_t> step;
    double number = 0;
  };
  std::int64_t count_ = 0;    // of all values
  std::int64_t numbers_ = 0;  // of those that are numbers
  double sum_ = 0;
  Point first_, last_;
  std::optional<Point> min_, max_;  // NaN is neither
};

MetricSummary own(const MetricView& view);
MetricView view_of(const MetricSummary& summary);

/// Whether a metric has one value only, of which nothing is known but the value itself.
template <typename Metric>
bool is_lone(const Metric& metric) {
  return metric.count == 1 && !metric.first && !metric.min && !metric.max && !metric.step;
}

/// The metric as `stronger` has it. Where that is a lone value and `weaker` knows a history, the history is kept behind
/// the value: it is the same metric, seen by a source that remembers more.
template <typename Metric>
Metric merge_metric(const Metric& stronger, const Metric& weaker) {
  if (!is_lone(stronger) || is_lone(weaker)) return stronger;
  const auto number = base::parse_number(stronger.last.text);
  const auto last_before = base::parse_number(weaker.last.text);
  if (!number || !last_before) return stronger;
  Metric merged = weaker;
  merged.name = stronger.name;
  merged.last = stronger.last;
  if (*number == *last_before || (std::isnan(*number) && std::isnan(*last_before))) return merged;

  // What was left out because it equalled the old last value is said now.
  for (auto* same_as_last : {&merged.first, &merged.mean, &merged.min, &merged.max})
    if (!*same_as_last) *same_as_last = weaker.last;
  if (!weaker.min && !weaker.min_step) merged.min_step = weaker.step;
  if (!weaker.max && !weaker.max_step) merged.max_step = weaker.step;
  merged.step.reset();
  const auto is_beyond = [&](const auto& extreme, bool below) {
    const auto value = base::parse_number(extreme->text);
    return !value || (below ? *number < *value : *number > *value);
  };
  if (is_beyond(merged.min, true)) {
    merged.min.reset();
    merged.min_step.reset();
  }
  if (is_beyond(merged.max, false)) {
    merged.max.reset();
    merged.max_step.reset();
  }
  return merged;
}

}  // namespace experiment
