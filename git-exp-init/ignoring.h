#pragma once

#include <string>
#include <vector>

#include "experiment/store.h"
#include "missing.h"

namespace exp_init {

/// Lines that let git pass over the three folders, in `<common dir>/info/exclude` (also satisfied by those in the top's
/// .gitignore): at most one entry.
std::vector<Missing> find_missing_excludes(const experiment::Store& store);

/// The same in the .gitignore at `top`, for everybody who works with the repository.
std::vector<Missing> find_missing_gitignore(const std::string& top);

}  // namespace exp_init
