#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "base/json.h"
#include "experiment/record.h"
#include "experiment/store.h"
#include "git/snapshot.h"

/// `exp-run --snapshot`: a tree that is not clean becomes the commit of a run. Contract: storage.md, "Refs".
namespace experiment {

/// What of the work tree HEAD does not have, file by file, and whether git can take it in.
struct TreeChanges {
  std::vector<git::DirtyPath> files;  ///< relative to the top; untracked folders are resolved into their files
  std::vector<std::string> left_out;  ///< what is ours: results, sets, exp.seedFile
  std::size_t untracked() const;
};

/// Asks git, writes nothing. UserError with a list of all that cannot be frozen: unmerged paths, changed submodules,
/// repositories of their own, files above exp.snapshotMaxSize, more than exp.snapshotLimit of untracked ones.
TreeChanges survey_tree(const Store& store);

struct Snapshot {
  git::Oid base;    ///< HEAD
  git::Oid commit;  ///< `base` itself where the tree is the same after all
  std::size_t changed = 0, untracked = 0;
  git::FrozenTree tree;

  bool is_base() const { return commit == base; }
  /// "3 changed files and 1 new one on 1a2b3c4d5e"
  std::string description() const;
};

/// Freezes what survey_tree() found into a commit on `head`. Nothing refers to it yet: keep_commit(). With
/// Keep::nothing only the ids are found, and the repository is as it was.
Snapshot take_snapshot(const Store& store, const git::Oid& head, const TreeChanges& changes, git::Keep keep);

/// Into the record: member `snapshot`. Nothing for one that is HEAD itself.
void note_snapshot(Record& record, const Snapshot& snapshot);
/// Of a record: "1a2b3c4d5e, 3 files changed, 1 of them new"; "" if it is not of a snapshot.
std::string describe_snapshot(const Record& record);

}  // namespace experiment
