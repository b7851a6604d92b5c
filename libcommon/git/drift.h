#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "git/oid.h"
#include "process/child.h"

namespace git {

/// Which tracked files of a work tree differ from a commit that it was a clean checkout of when this object was made.
///
/// Where the index is the same file as then, and every tracked file has the size, times and inode that the index says, nothing
/// has changed, and no process is needed. Anything else is asked of git: filters, line ends, sparse checkouts and submodules
/// count as git counts them. By `git status`, which with GIT_OPTIONAL_LOCKS=0 does not write the index; `git diff` does.
class DriftCheck {
 public:
  /// `git_dir` of this work tree: where its index is.
  DriftCheck(std::string top, const std::string& git_dir, const Oid& commit);
  /// Of a frozen tree: what differs from the index of FrozenTree, wherever HEAD and the user's index are by then.
  DriftCheck(std::string top, std::string frozen_index);
  /// Call when the program has ended: looks, or starts git, which runs beside other work until collect().
  void start();
  /// Paths relative to the top. Where git fails (the tree is gone): empty, with `failed` set.
  std::vector<std::string> collect(bool& failed);

 private:
  std::string top_, index_;
  Oid commit_;
  bool frozen_ = false;
  std::optional<std::string> index_identity_;
  std::optional<process::Child> child_;
};

}  // namespace git
