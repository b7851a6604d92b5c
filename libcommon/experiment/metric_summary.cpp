#include "experiment/metric_summary.h"

#include <cmath>

#include "experiment/statistic.h"

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

}  // namespace

void RunningSummary::add(ValueView value, std::optional<std::int64_t> step) {
  const auto number = base::parse_number(value.text);
  last_ = {value, step, number.value_or(std::nan(""))};
  if (count_++ == 0) first_ = last_;
  if (!number) return;
  ++numbers_;
  sum_ += *number;
  if (std::isnan(*number)) return;
  if (!min_ || *number < min_->number) min_ = last_;
  if (!max_ || *number > max_->number) max_ = last_;
}

MetricView RunningSummary::view(std::string_view name, TextArena& arena) const {
  MetricView view;
  view.name = name;
  view.last = last_.value;
  view.step = last_.step;
  view.count = count_;
  const auto differs = [&](const Point& point) { return point.value.text != last_.value.text; };
  if (differs(first_)) view.first = first_.value;
  if (min_ && differs(*min_)) view.min = min_->value;
  if (max_ && differs(*max_)) view.max = max_->value;
  if (min_ && (view.min || min_->step != last_.step)) view.min_step = min_->step;
  if (max_ && (view.max || max_->step != last_.step)) view.max_step = max_->step;
  const double mean = sum_ / static_cast<double>(numbers_);
  const bool is_last = mean == last_.number || (std::isnan(mean) && std::isnan(last_.number));
  if (numbers_ > 0 && !is_last) {
    const std::string text = base::Json::real(mean).text();
    view.mean = ValueView{arena.add(text), base::is_json_number(text)};
  }
  return view;
}

MetricSummary own(const MetricView& view) {
  return {std::string(view.name), own(view.last), own(view.first), own(view.min), own(view.max),
          own(view.mean),         view.step,      view.min_step,   view.max_step, view.count};
}

MetricView view_of(const MetricSummary& summary) {
  return {summary.name,         view_of(summary.last), view_of(summary.first), view_of(summary.min),
          view_of(summary.max), view_of(summary.mean), summary.step,           summary.min_step,
          summary.max_step,     summary.count};
}

void MetricHistory::add(const Value& value, std::optional<std::int64_t> step) {
  while (step && !seen_.empty() && seen_.back().has_step && seen_.back().step >= *step) {
    texts_.resize(texts_.size() - seen_.back().size);
    seen_.pop_back();
  }
  texts_ += value.text;
  seen_.push_back({step.value_or(0), static_cast<std::uint32_t>(value.text.size()), step.has_value(), value.is_number});
}

MetricSummary MetricHistory::summary(std::string name) const {
  RunningSummary running;
  TextArena arena;
  std::size_t at = 0;
  for (const auto& point : seen_) {
    const ValueView value{std::string_view(texts_).substr(at, point.size), point.is_number};
    running.add(value, point.has_step ? std::optional(point.step) : std::nullopt);
    at += point.size;
  }
  return own(running.view(name, arena));
}

}  // namespace experiment
