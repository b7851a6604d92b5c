#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "experiment/store.h"
#include "experiments.h"

namespace exp_list {

/// All experiments of runs, as far as the runs tell (group_runs()): those that have not changed since the last look are
/// remembered (experiment::load_summaries).
std::vector<Experiment> load_experiments(const experiment::Store& store,
                                         const std::vector<experiment::MetricGoal>& goals, base::Timestamp now);

/// What group_runs() gave, as bytes and back.
std::string pack_experiments(const std::vector<Experiment>& experiments);
void unpack_experiments(std::string_view bytes, std::vector<Experiment>& experiments);

}  // namespace exp_list
