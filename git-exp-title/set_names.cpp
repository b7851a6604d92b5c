#include "set_names.h"

#include <algorithm>

#include "experiment/bulk_read.h"
#include "experiment/names.h"
#include "name_order.h"

namespace exp_title {
namespace {

struct Seen {
  NameOrder params, metrics;
  std::vector<std::size_t> not_here;  ///< runs of which no folder says anything
};

class NameCollector final : public experiment::BulkConsumer {
 public:
  explicit NameCollector(Seen& seen) : seen_(seen) {}

  void take(const experiment::BulkRow& row) override {
    // What a copied folder says is another run's.
    const bool is_other = row.has_record && row.run != row.name;
    if (is_other || !(row.has_record || row.has_statistic)) return seen_.not_here.push_back(row.index);
    for (std::size_t i = 0; i < row.params.size(); ++i) seen_.params.see(row.params[i].name, {row.index, i});
    for (std::size_t i = 0; i < row.metrics.size(); ++i) seen_.metrics.see(row.metrics[i].name, {row.index, i});
  }

 private:
  Seen& seen_;
};

Seen read_folders(const experiment::Store& store, const std::vector<std::string>& entries) {
  std::vector<experiment::BulkRun> runs;
  for (const auto& entry : entries)
    // No folder has a name that is none; "" is read as missing.
    runs.push_back({entry, experiment::parse_run_name(entry) ? store.run_folder(entry) : ""});
  std::vector<std::unique_ptr<Seen>> parts;
  experiment::read_in_bulk(
      runs,
      [&] {
        parts.push_back(std::make_unique<Seen>());
        return std::make_unique<NameCollector>(*parts.back());
      },
      store.messages);

  Seen all;
  for (const auto& part : parts) {
    all.params.merge(part->params);
    all.metrics.merge(part->metrics);
    all.not_here.insert(all.not_here.end(), part->not_here.begin(), part->not_here.end());
  }
  std::sort(all.not_here.begin(), all.not_here.end());
  return all;
}

void see_record(Seen& seen, std::size_t run, const experiment::Record& record) {
  for (std::size_t i = 0; i < record.params.size(); ++i) seen.params.see(record.params[i].first, {run, i});
  for (std::size_t i = 0; i < record.metrics.size(); ++i) seen.metrics.see(record.metrics[i].name, {run, i});
}

}  // namespace

SetNames collect_names(const experiment::Store& store, const std::vector<std::string>& entries) {
  Seen seen = read_folders(store, entries);
  SetNames names;
  if (!seen.not_here.empty()) {
    std::vector<std::string> wanted;
    for (const std::size_t i : seen.not_here) wanted.push_back(entries[i]);
    const experiment::RunLookup lookup(store, wanted);
    experiment::LookupFault fault;
    for (const std::size_t i : seen.not_here) {
      if (const auto found = lookup.find(entries[i], fault))
        see_record(seen, i, found->run.record);
      else
        names.unknown.push_back(fault);
    }
  }
  names.params = seen.params.names();
  names.metrics = seen.metrics.names();
  return names;
}

}  // namespace exp_title
