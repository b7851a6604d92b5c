#include <cmath>

#include "base/text.h"
#include "experiment/metric_summary.h"
#include "experiment/statistic.h"

namespace experiment {
namespace {

constexpr std::size_t most_points = 2 * MetricHistory::superseded_values;

}  // namespace

std::string_view MetricHistory::text_of(const Point& point, std::size_t& at) const {
  const std::string_view text = std::string_view(texts_).substr(at, point.size);
  at += point.size;
  return text;
}

void MetricHistory::add(const Value& value, std::optional<std::int64_t> step) {
  while (step && !seen_.empty() && seen_.back().has_step && seen_.back().step >= *step) {
    texts_.resize(texts_.size() - seen_.back().size);
    seen_.pop_back();
  }
  texts_ += value.text;
  seen_.push_back({step.value_or(0), static_cast<std::uint32_t>(value.text.size()), step.has_value(), value.is_number});
  if (seen_.size() == most_points) thin_out();
}

/// Of the older half only those stay of which a summary speaks: the first, the smallest, the largest.
void MetricHistory::thin_out() {
  const std::size_t older = seen_.size() / 2;
  std::vector<std::optional<double>> numbers;
  std::size_t min = 0, max = 0, end = 0;
  for (std::size_t i = 0; i < older; ++i) {
    numbers.push_back(base::parse_number(text_of(seen_[i], end)));
    if (!numbers[i] || std::isnan(*numbers[i])) continue;
    // The first may be no number, and then gives way to any.
    if (!(*numbers[i] >= numbers[min].value_or(std::nan("")))) min = i;
    if (!(*numbers[i] <= numbers[max].value_or(std::nan("")))) max = i;
  }

  std::vector<Point> kept;
  std::string kept_texts;
  std::size_t at = 0;
  for (std::size_t i = 0; i < older; ++i) {
    const std::string_view text = text_of(seen_[i], at);
    if (i == 0 || i == min || i == max) {
      kept.push_back(seen_[i]);
      kept_texts += text;
    } else {
      ++left_out_;
      left_out_numbers_ += numbers[i] ? 1 : 0;
      left_out_sum_ += numbers[i].value_or(0);
    }
  }
  kept.insert(kept.end(), seen_.begin() + static_cast<std::ptrdiff_t>(older), seen_.end());
  seen_ = std::move(kept);
  texts_ = kept_texts + texts_.substr(end);
}

MetricSummary MetricHistory::summary(std::string name) const {
  RunningSummary running;
  TextArena arena;
  std::size_t at = 0;
  double sum = left_out_sum_;
  std::int64_t numbers = left_out_numbers_;
  for (const auto& point : seen_) {
    const std::string_view text = text_of(point, at);
    const auto number = base::parse_number(text);
    running.add({text, point.is_number}, number, point.has_step ? std::optional(point.step) : std::nullopt);
    if (!number) continue;
    sum += *number;
    ++numbers;
  }
  MetricSummary summary = own(running.view(name, arena));
  if (left_out_ == 0) return summary;
  summary.count += left_out_;
  const double mean = sum / static_cast<double>(numbers);
  const double last = base::parse_number(summary.last.text).value_or(std::nan(""));
  const bool is_last = numbers == 0 || mean == last || (std::isnan(mean) && std::isnan(last));
  summary.mean = is_last ? std::nullopt : std::optional(value_from_text(base::Json::real(mean).text()));
  return summary;
}

}  // namespace experiment
