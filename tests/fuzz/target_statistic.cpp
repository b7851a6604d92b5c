#include "experiment/statistic.h"
#include "experiment/statistic_visitor.h"
#include "support.h"
#include "targets.h"

namespace fuzz {

void check_statistic(std::string_view input) {
  base::CollectedMessages messages;
  const auto values = experiment::parse_statistic(input, "statistic.json", {"lr", "net/depth"}, messages);
  expect_printable(messages);
  if (!values) {
    expect(!messages.lines().empty(), "a statistic that cannot be read is warned of", input);
    return;
  }
  for (const auto& [name, value] : values->params)
    expect(name.size() <= experiment::longest_name, "a parameter's name is short", name);
  for (const auto& metric : values->metrics)
    expect(metric.name.size() <= experiment::longest_name && metric.count >= 1, "a metric is sound", metric.name);
  expect(experiment::merge_params(values->params, values->params) == values->params,
         "parameters merge with themselves");
  expect(experiment::merge_metrics(values->metrics, values->metrics) == values->metrics,
         "metrics merge with themselves");

  experiment::Record record = make_record();
  record.params = values->params;
  record.metrics = values->metrics;
  expect_writable(record);
  std::string error;
  const auto read = experiment::parse_record(format_run_json(record), error);
  expect(read->params == record.params, "a record keeps the parameters", input);
  expect(read->metrics.size() == record.metrics.size(), "a record keeps the metrics", input);
  for (std::size_t i = 0; i < record.metrics.size(); ++i)
    expect(read->metrics[i] == record.metrics[i], "a record keeps a metric", record.metrics[i].name);
}

}  // namespace fuzz
