#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "experiment/index.h"
#include "experiment/store.h"

namespace experiment {

struct BestEpoch {
  std::string metric;
  Value value;
  std::int64_t epoch = 0;
};

/// By the first metric of exp.metric (with its direction) whose values the run has, by its record and what it has written since. Where the
/// values are numbered by steps, the epoch is that of the best step's line in metrics.jsonl. Nothing where no goal is set, the
/// run has none of them, or does not say epochs. Throws nothing.
std::optional<BestEpoch> find_best_epoch(const Store& store, const KnownRun& run);

}  // namespace experiment
