#pragma once

#include <string>
#include <vector>

#include "experiment/index.h"

namespace exp_show {

/// The runs that the words mean (find_runs_meant()), each once. Without words the default run, which is said.
std::vector<experiment::ResolvedRun> choose_runs(const experiment::Store& store, const std::vector<std::string>& words);

}  // namespace exp_show
