#pragma once

#include <string>
#include <vector>

#include "experiment/record.h"
#include "experiment/settings.h"

/// The words at a run's end, for people.
namespace supervise {

/// "asr/0 finished in 12.3 s · val/acc 0.9722 (best 0.9750 at epoch 8)". The metric is the first of exp.metric that the run
/// has; "best" only where its direction is known and it differs from the last. Without exp.metric: up to three metrics.
std::string closing_line(const experiment::Record& record, const std::vector<experiment::MetricGoal>& goals);

/// "2 parameters, 3 metrics from statistic.json": what was found of the program, or "" if nothing was.
std::string found_line(const experiment::Record& record, const std::vector<std::string>& sources);

/// Whether `value` of a metric counts as best by min or max: the summary's member for that direction.
const experiment::Value& best_of(const experiment::MetricSummary& metric, experiment::Direction direction);

}  // namespace supervise
