#include "experiment/best_epoch.h"

#include <algorithm>

#include "base/file.h"
#include "base/messages.h"
#include "base/text.h"
#include "experiment/json_parse.h"
#include "experiment/live_values.h"

namespace experiment {
namespace {

constexpr std::size_t largest_metrics = 64u << 20;

std::optional<std::int64_t> integer_of(const base::Json& line, std::string_view name) {
  const base::Json* member = line.find(name);
  return member ? member->find_integer() : std::nullopt;
}

/// A log whose lines have both: a metric's step is that, and no epoch.
std::optional<std::int64_t> epoch_at_step(const std::string& metrics, std::int64_t step) {
  std::optional<std::int64_t> epoch;
  for (const auto& line : base::split(metrics, '\n')) {
    if (base::find_text(line, "\"step\"") == line.npos || base::find_text(line, "\"epoch\"") == line.npos) continue;
    const auto json = parse_json(line).value;
    if (json && json->is_object() && integer_of(*json, "step") == step) epoch = integer_of(*json, "epoch");
  }
  return epoch;
}

}  // namespace

std::optional<BestEpoch> find_best_epoch(const Store& store, const KnownRun& run) {
  Record record = run.record;
  base::CollectedMessages unsaid;
  add_live_values(record, run.folder, unsaid);
  for (const auto& goal : store.settings.metrics) {
    const auto metric = std::find_if(record.metrics.begin(), record.metrics.end(),
                                     [&](const MetricSummary& one) { return one.name == goal.name; });
    if (metric == record.metrics.end() || !goal.direction) continue;
    const bool is_min = *goal.direction == Direction::min;
    const auto& extreme = is_min ? metric->min : metric->max;
    const auto& step_of_extreme = is_min ? metric->min_step : metric->max_step;
    const auto step = step_of_extreme || extreme ? step_of_extreme : metric->step;
    if (!step) return std::nullopt;
    const std::string text = base::read_file(RunPaths{run.folder}.metrics(), largest_metrics).bytes;
    return BestEpoch{goal.name, extreme.value_or(metric->last), epoch_at_step(text, *step).value_or(*step)};
  }
  return std::nullopt;
}

}  // namespace experiment
