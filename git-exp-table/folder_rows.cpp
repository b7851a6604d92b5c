#include "folder_rows.h"

#include <algorithm>

#include "experiment/names.h"
#include "experiment/parallel.h"
#include "experiment/record.h"
#include "run_row.h"

namespace exp_table {
namespace {

std::vector<experiment::BulkRun> folders_of(const experiment::Store& store, const std::vector<std::string>& names) {
  std::vector<experiment::BulkRun> runs;
  runs.reserve(names.size());
  for (const auto& name : names) runs.push_back({name, experiment::parse_run_name(name) ? store.run_folder(name) : ""});
  return runs;
}

}  // namespace

class FolderRows::Collector final : public experiment::BulkConsumer {
 public:
  Collector(const std::vector<experiment::BulkRun>& runs, const NoteFacts& facts, const FolderChoice& choice,
            Part& part)
      : runs_(runs), facts_(facts), choice_(choice), part_(part) {}

  void take(const experiment::BulkRow& row) override {
    const bool is_copy = row.has_record && row.run != row.name;
    const NoteFact* fact = row.has_record ? facts_.find(row.uuid) : nullptr;
    if (row.has_record && !is_copy && !facts_.is_empty()) part_.uuids.emplace_back(row.uuid);
    const bool says_something = row.has_record || (row.has_statistic && !choice_.needs_record);
    if (!says_something || is_copy || (fact && fact->rev > row.rev))
      part_.untold.push_back({row.index, row.has_record && !is_copy ? std::string(row.uuid) : ""});
    else if (!choice_.only_finished || row.state == experiment::format_state(experiment::State::finished))
      add_row(part_.batch, position_of(row.index), row, runs_[row.index].folder, fact);
  }

 private:
  const std::vector<experiment::BulkRun>& runs_;
  const NoteFacts& facts_;
  const FolderChoice& choice_;
  Part& part_;
};

FolderRows::FolderRows(const experiment::Store& store, const std::vector<std::string>& names, const NoteFacts& facts,
                       const FolderChoice& choice) {
  const auto runs = folders_of(store, names);
  experiment::read_in_bulk(
      runs, [&] { return std::make_unique<Collector>(runs, facts, choice, parts_.emplace_back()); }, store.messages);
}

std::vector<Untold> FolderRows::untold() const {
  std::vector<Untold> all;
  for (const Part& part : parts_) all.insert(all.end(), part.untold.begin(), part.untold.end());
  std::sort(all.begin(), all.end(), [](const Untold& a, const Untold& b) { return a.index < b.index; });
  return all;
}

std::unordered_set<std::string_view> FolderRows::uuids() const {
  std::unordered_set<std::string_view> all;
  for (const Part& part : parts_) all.insert(part.uuids.begin(), part.uuids.end());
  return all;
}

table::Table FolderRows::take(std::vector<table::Batch> others) {
  std::vector<table::Batch> batches;
  for (Part& part : parts_) batches.push_back(std::move(part.batch));
  for (table::Batch& batch : others) batches.push_back(std::move(batch));
  return table::Table(std::move(batches));
}

}  // namespace exp_table
