#pragma once

#include <string>
#include <vector>

#include "base/messages.h"
#include "experiment/record.h"

/// What is known of a run's values before its end, when the record gets them.
namespace experiment {

/// Parameters by what the run was given: -S first, then the command line (`words`, placeholders replaced).
Params given_params(const Record& record, const std::vector<std::string>& words);

/// Where the record says that the run is active (running now, or lost): its parameters and metrics as they are by now, from
/// its folder's statistic.json and metrics.jsonl, from what it printed, and from its command, over what earlier attempts left in the record. All
/// other records, and those without a folder (""), stay as they are. A broken file is a warning.
void add_live_values(Record& record, const std::string& folder, base::Messages& messages);

}  // namespace experiment
