#include "experiment/metric_comparison.h"
#include "experiment/statistic.h"
#include "support.h"
#include "targets.h"

namespace fuzz {

void check_metrics_log(std::string_view input) {
  base::CollectedMessages messages;
  const experiment::Metrics metrics = experiment::parse_metrics_log(input, "metrics.jsonl", messages);
  const MemoryFile file(input);
  expect(experiment::read_metrics_log(file.path(), messages) == metrics, "a file gives what its text gives", input);
  const auto series = experiment::read_metric_series(file.path(), messages);
  expect_printable(messages);

  expect(series.size() == metrics.size(), "each metric has a series", input);
  for (std::size_t i = 0; i < series.size(); ++i) {
    const auto& [name, points] = series[i];
    expect(name == metrics[i].name, "series come in the order of the metrics", name);
    expect(!points.empty() && points.back().text == metrics[i].last.text, "a series ends with the last value", name);
    expect(points.back().step == metrics[i].step, "a series ends with the last step", name);
    expect(metrics[i].count >= 1, "a metric has a value", name);
    expect(static_cast<std::int64_t>(points.size()) == metrics[i].count, "a series has as many values as are counted",
           name);
  }
  experiment::Record record = make_record();
  record.metrics = metrics;
  expect_writable(record);
  const experiment::MetricResults results{metrics, series};
  const auto comparison = experiment::compare_metrics(results, results, {}, {});
  expect(comparison.agrees() && comparison.exact, "metrics agree with themselves", input);
}

}  // namespace fuzz
