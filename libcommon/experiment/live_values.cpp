#include "experiment/live_values.h"

#include <unordered_set>

#include "experiment/heartbeat.h"
#include "experiment/invocation.h"
#include "experiment/statistic.h"

namespace experiment {
namespace {

/// metrics.jsonl goes over all attempts: what it has of a metric is more than the record of an earlier one.
Metrics without_names_of(const Metrics& metrics, const Metrics& others) {
  std::unordered_set<std::string_view> names;
  for (const auto& other : others) names.insert(other.name);
  Metrics kept;
  for (const auto& metric : metrics)
    if (!names.count(metric.name)) kept.push_back(metric);
  return kept;
}

}  // namespace

Params given_params(const Record& record, const std::vector<std::string>& words) {
  Params params;
  for (const auto& [name, value] : record.overrides) params.emplace_back(name, value_from_text(value));
  return merge_params(params, params_of_command(words));
}

void add_live_values(Record& record, const std::string& folder, base::Messages& messages) {
  if (record.v > 1 || !is_active(record.state) || folder.empty()) return;
  const RunPaths paths{folder};
  // In whatever style -S is appended: it is known as a parameter already.
  const Params given = given_params(record, compose_command(record, paths, OverrideStyle::equals));
  std::vector<std::string> known;
  for (const auto& [name, value] : given) known.push_back(name);
  const Values written = read_statistic(paths.statistic(), known, messages).value_or(Values());
  const Metrics logged = read_metrics_log(paths.metrics(), messages);
  record.params = merge_params(merge_params(written.params, given), record.params);
  const Metrics printed = find_heartbeat(paths).value_or(Heartbeat()).metrics;
  const Metrics now = merge_metrics(merge_metrics(written.metrics, logged), printed);
  record.metrics = merge_metrics(now, without_names_of(without_names_of(record.metrics, logged), printed));
}

}  // namespace experiment
