#pragma once

#include <vector>

#include "experiment/store.h"

namespace experiment {

/// What keeps the work tree from being clean, by git's own word. Our folders, exp.seedFile and a result folder inside the
/// tree do not count. Empty: HEAD's commit tells all that is in the tree.
std::vector<git::DirtyPath> find_dirty_paths(const Store& store);

}  // namespace experiment
