#include "run_row.h"

#include "base/time.h"
#include "experiment/liveness.h"
#include "experiment/record.h"
#include "experiment/run_state.h"

namespace exp_table {
namespace {

using table::Cell;

/// The state as it is now: a record that says `running` may be all that a power cut left.
std::string live_state(std::string_view recorded, const std::string& folder) {
  const auto state = experiment::parse_state(recorded);
  if (!state || !experiment::is_active(*state) || folder.empty()) return std::string(recorded);
  return experiment::RunState{*state, experiment::find_liveness(folder)}.text();
}

void add_info(table::Batch& batch, std::string_view field, std::string_view text) {
  if (!text.empty()) batch.add_info(field, text);
}

/// What is absent of a history equals the last value; null is no history at all.
template <typename Metric, typename History>
void add_metric(table::Batch& batch, const Metric& metric, const History* history) {
  if (!history || (!history->first && !history->min && !history->max && !history->mean))
    return batch.add_metric(metric.name, metric.last.text);
  const auto cell = [&](const auto& value) { return Cell(value ? value->text : metric.last.text); };
  batch.add_metric(metric.name, {Cell(metric.last.text), cell(history->first), cell(history->min), cell(history->max),
                                 cell(history->mean)});
}

}  // namespace

const std::vector<std::string>& run_fields() {
  static const std::vector<std::string> names = {"state",   "tag",     "id",      "uuid",  "commit", "seed",
                                                 "created", "updated", "message", "label", "path",   "rerun_of"};
  return names;
}

void add_row(table::Batch& batch, std::size_t position, const experiment::BulkRow& row, const std::string& folder,
             const NoteFact* fact) {
  batch.begin_row(position, row.name);
  add_info(batch, "state", row.v > 1 ? "newer version" : live_state(row.state, folder));
  add_info(batch, "tag", row.tag);
  add_info(batch, "id", row.id);
  add_info(batch, "uuid", row.uuid);
  add_info(batch, "commit", row.commit);
  add_info(batch, "seed", row.seed);
  add_info(batch, "created", row.created);
  add_info(batch, "updated", row.updated);
  const std::string message = fact ? fact->edited("message") : "";
  add_info(batch, "message", message.empty() ? row.message : message);
  if (fact) add_info(batch, "label", fact->edited("label"));
  add_info(batch, "path", folder);
  add_info(batch, "rerun_of", row.rerun_of);
  for (const auto& [name, value] : row.params) batch.add_param(name, value.text);
  for (const auto& metric : row.metrics) add_metric(batch, metric, metric.history);
  batch.commit_row();
}

void add_row(table::Batch& batch, std::size_t position, const experiment::ResolvedRun& run) {
  const experiment::Record& record = run.run.record;
  batch.begin_row(position, run.name);
  add_info(batch, "state", experiment::find_run_state(run.run).text());
  add_info(batch, "tag", record.tag);
  add_info(batch, "id", std::to_string(record.id));
  add_info(batch, "uuid", record.uuid);
  add_info(batch, "commit", record.commit);
  if (!record.seed.via.empty()) add_info(batch, "seed", std::to_string(record.seed.root));
  add_info(batch, "created", base::format_timestamp(record.created));
  add_info(batch, "updated", base::format_timestamp(record.updated));
  add_info(batch, "message", record.message);
  add_info(batch, "label", record.unknown.text_of("label"));
  add_info(batch, "path", run.run.folder);
  if (const base::Json* original = record.unknown.find("rerun_of"))
    add_info(batch, "rerun_of", original->text_of("uuid"));
  for (const auto& [name, value] : record.params) batch.add_param(name, value.text);
  for (const auto& metric : record.metrics) add_metric(batch, metric, &metric);
  batch.commit_row();
}

}  // namespace exp_table
