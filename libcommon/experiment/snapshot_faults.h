#pragma once

#include <string>
#include <vector>

#include "experiment/store.h"

/// What keeps a work tree from being frozen. Internal to this module.
namespace experiment {

/// UserError with the list: unmerged paths, changed submodules, repositories of their own, too large files.
void refuse_what_cannot_be_frozen(const Store& store, const std::vector<git::DirtyPath>& files);

/// UserError for files that a sparse checkout keeps git from taking in.
void refuse_passed_over(const Store& store, const std::vector<std::string>& untracked);

}  // namespace experiment
