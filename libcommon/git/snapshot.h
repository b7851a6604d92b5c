#pragma once

#include <string>
#include <vector>

#include "base/fd.h"
#include "git/repository.h"

/// The work tree as it is, untracked files included, as a commit. git itself takes the files in, so that filters, line
/// ends, modes, links and sparse checkouts come out as `git add -A` leaves them. The user's index, HEAD, branches and files
/// are only read.
namespace git {

/// What is untracked and not ignored in these folders (relative to the top, as git status names them), file by file,
/// relative to the top. A repository of its own is named with a slash at its end, and not looked into.
std::vector<std::string> list_untracked(const std::vector<std::string>& folders);

/// Of these files (relative to the top) the ones that Git LFS takes: git then keeps only a pointer to each.
std::vector<std::string> find_kept_by_lfs(const std::vector<std::string>& paths);

/// Where the objects of a frozen tree go.
enum class Keep {
  objects,  ///< into the repository
  nothing   ///< to a folder outside, removed again: only the ids are of interest
};

struct FrozenTree {
  Oid tree;
  base::UniqueFd index;  ///< the tree's index, with what the files looked like; it has no name on disk
  /// Untracked files that git does not take in, relative to the top: they lie outside of a sparse checkout. If there are
  /// any, there is no tree.
  std::vector<std::string> passed_over;
  /// By which other processes reach `index` while it is open.
  std::string index_path() const;
};

/// `git add -A` and `git write-tree` on a copy of the user's index, without the paths of `left_out` (relative to the top;
/// a folder stands for all in it), which stay as that index has them. The copy is a temporary in `<common dir>/exp`, which
/// is gone on return; killed before, base::remove_old_temporaries() finds it there. Nothing refers to the objects yet.
/// UserError in git's words where it cannot take a file in.
FrozenTree freeze_tree(const Repository& repository, const std::vector<std::string>& left_out, Keep keep);

/// The commit of this tree on `base`: author, committer, dates and encoding are those of `base`, so that the same tree on
/// the same commit is the same commit. `base` itself where it has that tree.
Oid write_snapshot_commit(Repository& repository, const Oid& base, const Oid& tree, Keep keep);

}  // namespace git
