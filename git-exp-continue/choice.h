#pragma once

#include <string>

#include "experiment/index.h"

namespace exp_continue {

/// The run that is meant: `word`, or without one the first unfinished of the current run (git exp-use), `@`, and the latest runs of the
/// experiments at HEAD; that choice is said. UserError where there is none, or HEAD has several.
experiment::ResolvedRun choose_run(const experiment::Store& store, const std::string& word);

}  // namespace exp_continue
