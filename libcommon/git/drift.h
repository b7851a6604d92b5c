#pragma once

#include <string>
#include <vector>

#include "git/oid.h"
#include "process/child.h"

namespace git {

/// Asks git which tracked files of a work tree differ from a commit, beside other work: constructed, it runs; collect() waits.
/// Filters, line ends, sparse checkouts and submodules count as git counts them. The index is not written.
class DriftCheck {
 public:
  DriftCheck(const std::string& top, const Oid& commit);
  /// Paths relative to the top, sorted by git. Where git fails (the tree is gone): empty, with `failed` set.
  std::vector<std::string> collect(bool& failed);

 private:
  process::Child child_;
};

}  // namespace git
