#pragma once

#include <string>
#include <vector>

#include "experiment/store.h"
#include "git/work_trees.h"

/// Submodules of a checkout: work trees of the module repositories that are here, so that nothing is fetched.
namespace supervise {

/// Fills the empty submodules among `files`, the files of the tree's commit, nested ones too. One that was never initialised
/// here, and that the live tree does not have either, stays empty, with a warning. UserError, with what to type, for one that
/// is in use here but whose repository or commit is not.
void fill_submodules(const experiment::Store& store, const git::WorkTree& tree,
                     const std::vector<git::TreeEntry>& files);

/// What the module repositories of `repository` know of work trees at or below `folder` is forgotten.
void forget_submodule_trees(const std::string& repository, const std::string& folder);

}  // namespace supervise
