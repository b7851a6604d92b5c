#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/messages.h"
#include "experiment/value_views.h"

/// Parameters and metrics of very many runs: the hot path of a table. 100,000 runs are read in about the time that it
/// takes to read their files' bytes.
namespace experiment {

struct BulkRun {
  std::string name;    ///< as it is to be shown; for the consumer only
  std::string folder;  ///< absolute
};

/// What one run's folder says. Every view is valid during the call only.
struct BulkRow {
  std::size_t index;      ///< of the run in the list that was given
  std::string_view name;  ///< of that run
  bool has_record;        ///< run.json is there and sound; without it, all up to `message` is "" or 0
  bool has_statistic;     ///< statistic.json is there and sound
  std::int64_t v, rev;    ///< a `v` above 1: a newer version's record, of which run, uuid, rev, commit are taken
  std::string_view run, uuid, commit, tag, id, state, seed, created, updated, message;
  std::string_view rerun_of;  ///< uuid
  /// Of statistic.json in its order, then what only run.json has.
  const std::vector<ParamView>& params;
  /// The same; merged as merge_metrics() does it.
  const std::vector<MetricView>& metrics;
};

/// Gets the rows that one thread reads, one by one, in no particular order.
class BulkConsumer {
 public:
  virtual ~BulkConsumer() = default;
  virtual void take(const BulkRow& row) = 0;
};

/// As many as keep a disk busy, but few for few runs.
unsigned bulk_threads(std::size_t runs);

/// Reads run.json and statistic.json of each run in `threads` threads (0: bulk_threads()), and metrics.jsonl where
/// the record says that the run is still active. Every run is delivered exactly once, also where nothing of it could
/// be read. A file that is broken counts as missing, whole; warnings that name it come in the order of the runs. A
/// missing file is nothing to warn of. `make_consumer` is called in this thread, once for each thread; what a
/// consumer throws ends the reading and is thrown here.
void read_in_bulk(const std::vector<BulkRun>& runs, const std::function<std::unique_ptr<BulkConsumer>()>& make_consumer,
                  base::Messages& messages, unsigned threads = 0);

}  // namespace experiment
