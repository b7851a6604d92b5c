#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "git/work_trees.h"

/// What is in a checkout beside the files of its commit.
namespace supervise {

/// A work tree of the checkout: the project's, or a filled submodule's.
struct SurveyedTree {
  git::WorkTree tree;
  std::string repository;  ///< whose work tree it is
  git::Oid commit;         ///< which one it is to hold
  std::string prefix;      ///< "" or "<path of the submodule>/", from the top of the checkout
  std::vector<git::TreeEntry> files;
};

/// Paths are relative to the checkout's top.
struct Survey {
  std::vector<SurveyedTree> trees;   ///< the project's first, a submodule behind the one that holds it
  std::vector<std::string> left;     ///< files, links and whole folders that the commit does not have
  std::vector<std::string> changed;  ///< the commit's, but different or missing
  std::vector<std::string> caches;   ///< exp.discard; inside of folders of `left` too
  std::vector<std::string> special;  ///< sockets, FIFOs, devices; inside of folders of `left` too
  std::vector<std::string> empty;    ///< folders without any file
  std::vector<std::pair<std::string, mode_t>> opened;  ///< folders of `left` that were not accessible, and their modes
  std::int64_t left_files = 0;                         ///< in `left`
  std::string fault;                                   ///< why this is not the whole truth; "" it is

  bool is_clean() const {
    return fault.empty() && left.empty() && changed.empty() && caches.empty() && special.empty() && empty.empty();
  }
};

/// By git (what differs; tracked paths) and a walk of ours, which also finds what git passes over: `.git` folders that a
/// program made, empty folders, sockets. Folders that a program closed (chmod 000) are opened. Links are never followed.
/// The checkout's index is not written.
Survey survey_checkout(const std::string& repository, const git::WorkTree& tree, const git::Oid& commit,
                       const std::vector<std::string>& discard);

}  // namespace supervise
