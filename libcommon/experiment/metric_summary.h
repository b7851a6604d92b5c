#pragma once

#include <cmath>
#include <limits>
#include <optional>

#include "experiment/record.h"
#include "experiment/text_arena.h"
#include "experiment/value_views.h"

namespace experiment {

/// A metric's values one by one, without keeping them.
class RunningSummary {
 public:
  /// `number`: the value as one, if it is one.
  void add(ValueView value, std::optional<double> number, std::optional<std::int64_t> step) {
    last_ = {value, step, number.value_or(nan)};
    if (count_++ == 0) first_ = last_;
    if (!number) return;
    ++numbers_;
    sum_ += *number;
    if (std::isnan(*number)) return;  // no extreme
    if (!(*number >= min_.number)) min_ = last_;
    if (!(*number <= max_.number)) max_ = last_;
  }
  bool empty() const { return count_ == 0; }
  /// What it knows beyond the values that came is put into `arena`.
  MetricView view(std::string_view name, TextArena& arena) const;

 private:
  static constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  struct Point {
    ValueView value;
    std::optional<std::int64_t> step;
    double number = nan;
  };
  std::int64_t count_ = 0;    // of all values
  std::int64_t numbers_ = 0;  // of those that are numbers
  double sum_ = 0;
  Point first_, last_;
  Point min_, max_;  // with a number if there is one
};

MetricSummary own(const MetricView& view);
MetricView view_of(const MetricSummary& summary, TextArena& arena);

/// The metric as `stronger` has it. Where that is a lone value and `weaker` knows a history, the history is kept
/// behind the value: it is the same metric, seen by a source that remembers more.
MetricView merge_metric(const MetricView& stronger, const MetricView& weaker, TextArena& arena);

}  // namespace experiment
