#pragma once

#include <string>
#include <vector>

#include "side.h"

/// For this command's tests only.
namespace exp_diff {

inline Side make_side(const std::string& name, const experiment::Record& record = {}) {
  Side side;
  side.name = name;
  side.commit = std::string(40, 'a');
  side.state = "finished";
  side.run = experiment::KnownRun();
  side.run->record = record;
  side.run->folder = "/r";
  return side;
}

inline experiment::MetricSummary make_metric(const std::string& name, const std::string& last,
                                             const std::string& min = "", const std::string& max = "") {
  experiment::MetricSummary metric;
  metric.name = name;
  metric.last = experiment::value_from_text(last);
  if (!min.empty()) metric.min = experiment::value_from_text(min);
  if (!max.empty()) metric.max = experiment::value_from_text(max);
  return metric;
}

}  // namespace exp_diff
