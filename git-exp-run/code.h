#pragma once

#include <optional>

#include "experiment/snapshot.h"
#include "experiment/store.h"
#include "options.h"

namespace exp_run {

/// The commit that a run is of.
struct Code {
  git::Oid commit;
  /// Where the tree was not clean: frozen. Its commit may be HEAD after all (staged changes that the files take back).
  std::optional<experiment::Snapshot> snapshot;
  experiment::TreeChanges changes;  ///< what was frozen
};

/// HEAD of a clean tree; else with --snapshot, or exp.dirty=snapshot, the tree frozen on HEAD, which is written
/// unless this is a dry run. UserError, with what to type: no commit yet, not clean, cannot be frozen. A snapshot's objects
/// are not kept by anything until create_experiment().
Code require_code(const experiment::Store& store, const Options& options);

/// What was frozen: a line, with -v one for each file. Once nothing more can be refused.
void tell_code(const experiment::Store& store, const Options& options, const Code& code);

}  // namespace exp_run
