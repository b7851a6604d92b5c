#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "experiment/index.h"
#include "experiment/settings.h"

namespace experiment {

/// How far a run has come, by what it has written so far.
struct Progress {
  std::optional<std::int64_t> epoch;   ///< the newest that the program named, as it counts them
  std::optional<std::int64_t> epochs;  ///< how many there will be
  std::string metric;                  ///< the first of the goals that it has, else its first metric; "" none
  std::optional<Value> last, best;  ///< of the metric; `best` only where it is known which is better, and all are known
  std::optional<std::int64_t> best_epoch;  ///< or step
  std::optional<std::int64_t> elapsed_ms;  ///< of all attempts together
  std::optional<std::int64_t>
      left_ms;  ///< an estimate, from this attempt's second epoch on: until all are done as fast as its others
  std::optional<std::int64_t> gpu_memory_bytes;  ///< of the present attempt, half a minute ago at most

  /// "epoch 3/90", "epoch 3", ""
  std::string epoch_text() const;
};

/// Reads the end of metrics.jsonl (of up to 256 KiB the whole), the heartbeat for what was printed, and where those name no
/// epoch the end of the log. The number of
/// epochs is a parameter called `epochs`, `num_epochs`, `max_epochs`, … of -S, the command line, or statistic.json, or "epoch 3/90".
/// Costs a few system calls; never throws on what it finds. May be called at once for different runs.
Progress find_progress(const KnownRun& run, const std::vector<MetricGoal>& goals, base::Timestamp now);

}  // namespace experiment
