#include "experiment/metric_summary.h"

#include <fmt/format.h>

#include <array>

#include "base/text.h"

namespace experiment {
namespace {

Value own(const ValueView& view) {
  return {std::string(view.text), view.is_number};
}
ValueView view_of(const Value& value) {
  return {value.text, value.is_number};
}

std::optional<Value> own(const std::optional<ValueView>& view) {
  return view ? std::optional(own(*view)) : std::nullopt;
}
std::optional<ValueView> view_of(const std::optional<Value>& value) {
  return value ? std::optional(view_of(*value)) : std::nullopt;
}

/// The shortest text that reads back equal.
ValueView mean_value(double mean, TextArena& arena) {
  if (!std::isfinite(mean)) return {arena.add(base::Json::real(mean).text()), false};
  std::array<char, 32> text;
  const auto* end = fmt::format_to(text.data(), "{}", mean);
  return {arena.add({text.data(), static_cast<std::size_t>(end - text.data())}), true};
}

/// A history whose last value is replaced: what was left out because it equalled that one is said now, and extremes
/// that the new value goes beyond are left out, as they equal it.
HistoryView with_other_last(HistoryView history, const ValueView& old_last, double last) {
  if (!history.min && !history.min_step) history.min_step = history.step;
  if (!history.max && !history.max_step) history.max_step = history.step;
  history.step.reset();
  for (auto* same_as_last : {&history.first, &history.mean, &history.min, &history.max})
    if (!*same_as_last) *same_as_last = old_last;
  const auto value_of = [](const std::optional<ValueView>& value) { return base::parse_number(value->text); };
  if (const auto min = value_of(history.min); !min || last < *min) {
    history.min.reset();
    history.min_step.reset();
  }
  if (const auto max = value_of(history.max); !max || last > *max) {
    history.max.reset();
    history.max_step.reset();
  }
  return history;
}

}  // namespace

MetricView RunningSummary::view(std::string_view name, TextArena& arena) const {
  if (count_ == 1 && !last_.step) return {name, last_.value};
  HistoryView history;
  history.step = last_.step;
  history.count = count_;
  const auto differs = [&](const Point& point) { return point.value.text != last_.value.text; };
  const auto set_extreme = [&](const Point& point, std::optional<ValueView>& value, std::optional<std::int64_t>& step) {
    if (std::isnan(point.number)) return;
    if (differs(point)) value = point.value;
    if (value || point.step != last_.step) step = point.step;
  };
  if (differs(first_)) history.first = first_.value;
  set_extreme(min_, history.min, history.min_step);
  set_extreme(max_, history.max, history.max_step);
  const double mean = sum_ / static_cast<double>(numbers_);
  const bool is_last = mean == last_.number || (std::isnan(mean) && std::isnan(last_.number));
  if (numbers_ > 0 && !is_last) history.mean = mean_value(mean, arena);
  return {name, last_.value, arena.add_value(history)};
}

MetricSummary own(const MetricView& view) {
  const HistoryView history = view.history ? *view.history : HistoryView();
  return {std::string(view.name), own(view.last), own(history.first), own(history.min), own(history.max),
          own(history.mean),      history.step,   history.min_step,   history.max_step, history.count};
}

MetricView view_of(const MetricSummary& summary, TextArena& arena) {
  const HistoryView history{view_of(summary.first), view_of(summary.min), view_of(summary.max), view_of(summary.mean),
                            summary.step,           summary.min_step,     summary.max_step,     summary.count};
  const bool is_lone = history.count == 1 && !history.first && !history.min && !history.max && !history.step;
  return {summary.name, view_of(summary.last), is_lone ? nullptr : arena.add_value(history)};
}

MetricView merge_metric(const MetricView& stronger, const MetricView& weaker, TextArena& arena) {
  if (stronger.history || !weaker.history) return stronger;
  MetricView merged = stronger;
  if (stronger.last.text == weaker.last.text) {
    merged.history = weaker.history;
    return merged;
  }
  const auto last = base::parse_number(stronger.last.text);
  const auto old_last = base::parse_number(weaker.last.text);
  if (!last || !old_last) return stronger;
  const bool is_same = *last == *old_last || (std::isnan(*last) && std::isnan(*old_last));
  merged.history = is_same ? weaker.history : arena.add_value(with_other_last(*weaker.history, weaker.last, *last));
  return merged;
}

}  // namespace experiment
