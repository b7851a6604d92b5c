#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "git/work_trees.h"
#include "process/child.h"

namespace supervise {

/// The files of a commit, which never change: git is asked once in a process, and those that are forked from it know them, too (a
/// queue starts many runs of one commit).
class CommitFiles {
 public:
  /// Starts git, where they are not known yet.
  CommitFiles(const std::string& repository, const git::Oid& commit);
  /// Waits for it. Nothing if git failed.
  std::optional<std::vector<git::TreeEntry>> collect();

 private:
  std::string key_;
  std::shared_ptr<const std::vector<git::TreeEntry>> known_;
  std::optional<process::Child> child_;
};

}  // namespace supervise
