#include "supervise/closing.h"

#include <algorithm>

#include "base/duration.h"
#include "base/text.h"

namespace supervise {

using experiment::Direction;
using experiment::MetricSummary;
using experiment::Value;

const Value& best_of(const MetricSummary& metric, Direction direction) {
  const auto& extreme = direction == Direction::min ? metric.min : metric.max;
  return extreme ? *extreme : metric.last;
}

namespace {

const MetricSummary* find_metric(const experiment::Metrics& metrics, const std::string& name) {
  const auto found =
      std::find_if(metrics.begin(), metrics.end(), [&](const auto& metric) { return metric.name == name; });
  return found == metrics.end() ? nullptr : &*found;
}

std::string metric_words(const MetricSummary& metric, std::optional<Direction> direction) {
  std::string words = base::printable(metric.name) + " " + base::printable(metric.last.text);
  if (!direction) return words;
  const Value& best = best_of(metric, *direction);
  if (best == metric.last) return words;
  words += " (best " + base::printable(best.text);
  if (const auto step = *direction == Direction::min ? metric.min_step : metric.max_step)
    words += " at epoch " + std::to_string(*step);
  return words + ")";
}

std::string metrics_words(const experiment::Record& record, const std::vector<experiment::MetricGoal>& goals) {
  for (const auto& goal : goals)
    if (const MetricSummary* metric = find_metric(record.metrics, goal.name))
      return metric_words(*metric, goal.direction);
  std::vector<std::string> words;
  for (std::size_t i = 0; i < record.metrics.size() && i < 3; ++i)
    words.push_back(metric_words(record.metrics[i], std::nullopt));
  return base::join(words, ", ");
}

std::string state_words(const experiment::Record& record) {
  std::string words(experiment::format_state(record.state));
  if (record.attempts.empty()) return words;
  const experiment::Attempt& last = record.attempts.back();
  if (last.signal && record.state == experiment::State::failed)
    words += " (signal " + std::to_string(*last.signal) + ")";
  else if (last.exit && record.state == experiment::State::failed)
    words += " (exit " + std::to_string(*last.exit) + ")";
  return words + (record.state == experiment::State::finished ? " in " : " after ") +
         base::format_duration(record.duration_ms());
}

}  // namespace

std::string closing_line(const experiment::Record& record, const std::vector<experiment::MetricGoal>& goals) {
  std::string line = base::printable(record.run) + " " + state_words(record);
  if (const std::string metrics = metrics_words(record, goals); !metrics.empty()) line += " · " + metrics;
  if (!record.drift.empty())
    line += " · " + base::count_of(record.drift.size(), "tracked file", "tracked files") + " changed while it ran";
  return line;
}

std::string found_line(const experiment::Record& record, const std::vector<std::string>& sources) {
  if (record.params.empty() && record.metrics.empty()) return {};
  return base::count_of(record.params.size(), "parameter", "parameters") + ", " +
         base::count_of(record.metrics.size(), "metric", "metrics") +
         (sources.empty() ? "" : " from " + base::join(sources, ", "));
}

}  // namespace supervise
