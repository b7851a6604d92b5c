#pragma once

#include <string>
#include <vector>

#include "base/time.h"
#include "experiment/settings.h"
#include "listed_run.h"
#include "listing.h"

/// Runs as a table, as JSON, and as lines for programs.
namespace exp_list {

/// Which metrics are shown: those of exp.metric that a run has; without any, the first three met.
std::vector<std::string> choose_metrics(const std::vector<ListedRun>& runs,
                                        const std::vector<experiment::MetricGoal>& goals);

Listing make_run_list(const std::vector<ListedRun>& runs, const std::vector<std::string>& metrics,
                      const std::vector<experiment::MetricGoal>& goals, base::Timestamp now);
base::Json run_to_json(const ListedRun& run, const std::vector<std::string>& metrics);
std::string run_line(const ListedRun& run, const std::vector<std::string>& metrics);

}  // namespace exp_list
