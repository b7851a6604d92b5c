#pragma once

#include <string>
#include <vector>

#include "base/time.h"
#include "experiments.h"
#include "listing.h"

/// Experiments as a table, as JSON, and as lines for programs.
namespace exp_list {

Listing list_experiments(const std::vector<Experiment>& experiments, const std::vector<experiment::MetricGoal>& goals,
                         base::Timestamp now);
base::Json experiment_to_json(const Experiment& experiment, const std::vector<experiment::MetricGoal>& goals);
std::string experiment_line(const Experiment& experiment, const std::vector<experiment::MetricGoal>& goals);

}  // namespace exp_list
