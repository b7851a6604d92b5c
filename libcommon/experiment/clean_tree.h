#pragma once

#include <optional>
#include <string>
#include <vector>

#include "experiment/store.h"

namespace experiment {

/// What keeps the work tree from being clean, by git's own word. Our folders, exp.seedFile and a result folder inside the
/// tree do not count (their paths go to `own`). Empty: HEAD's commit tells all that is in the tree.
std::vector<git::DirtyPath> find_dirty_paths(const Store& store, std::vector<std::string>* own = nullptr);

/// The folder of ours, relative to the top, that an untracked path lies in or is; nothing for what is the user's.
std::optional<std::string> find_own_folder(const Store& store, const std::string& untracked);

}  // namespace experiment
