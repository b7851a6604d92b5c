#pragma once

#include <cstddef>
#include <string>

#include "experiment/settings.h"
#include "look.h"

/// A look for people: a table for each group that has runs, and what to type about it.
namespace exp_status {

struct Display {
  std::size_t width = 0;  ///< columns of the terminal; 0: as wide as it gets
  bool colour = false;
};

/// "" if there is nothing to tell.
std::string format_look(const Look& look, const std::vector<experiment::MetricGoal>& goals, const Display& display);

/// What to type about lost runs and such that nobody starts; for one hint each.
std::vector<std::string> hints_about(const Look& look);

/// "asr/3 running, epoch 12/90, val/acc 0.71", of an ended one its closing line: what is compared, and printed, where changes are followed.
std::string format_line(const Item& item, const std::vector<experiment::MetricGoal>& goals);

}  // namespace exp_status
