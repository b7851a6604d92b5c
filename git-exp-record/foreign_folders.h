#pragma once

#include <string>
#include <vector>

#include "experiment/index.h"

namespace exp_record {

/// Folders of an older tool, by a pattern over run names ("asr-*/*"), in natural order.
std::vector<experiment::Foreign> match_foreign_runs(const experiment::Store& store, const std::string& glob);

/// The one of a tag with the largest id; nothing if there is none.
std::optional<experiment::Foreign> find_latest_foreign_run(const experiment::Store& store, const std::string& tag);

}  // namespace exp_record
