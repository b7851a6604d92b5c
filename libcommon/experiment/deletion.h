#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "experiment/folder_scan.h"
#include "experiment/index.h"
#include "experiment/store.h"

/// Taking a run away for good. What says so is a tombstone: the run's record with `"deleted":true` and a larger rev, in
/// `<common dir>/exp/deleted/<uuid>/<tag>/<id>/run.json`. From the moment that it is on disk no reader shows the run;
/// all else can be done by whoever comes by next:
///
///   1. the tombstone is written and forced to the disk
///   2. the run's folder is renamed to `.old-<uuid>` beside it
///   3. a marker in pending names the tombstone, so that it is published like any other record
///   4. the folder is removed
///   5. the tombstone is removed, once it is published and nothing of the folder is left
///
/// Killed before 1 is done, the run is whole; after it, it is gone.
namespace experiment {

/// What a folder holds, and why it cannot be removed. Links are never followed.
struct FolderSize {
  std::int64_t bytes = 0, files = 0;
  std::string fault;  ///< "nothing can be removed from '…', which belongs to bob: …"; "" if nothing is in the way
};
FolderSize measure_folder(const std::string& folder);

/// Steps 1 and 2, of a run whose folder is at home, or gone. Nobody can take it up meanwhile: its next attempt is claimed
/// by us. Throws UserError (somebody has just taken it up, the folder cannot be renamed, the disk is full): then the run is
/// as it was.
void mark_deleted(const Store& store, const KnownRun& run);

/// Steps 2 to 4 for every tombstone that is here, ours or of a command that was killed; the names of runs of which
/// something was left. Then publish_pending() does 5. What cannot be removed is a warning.
std::vector<std::string> finish_deletions(const Store& store);

/// Step 5: called when the record in `tombstone_folder` is published; folders that are no tombstone's are left alone.
void drop_tombstone(const Store& store, const std::string& tombstone_folder);

/// The tombstones that are here. One readdir, of a folder that is usually not there.
std::vector<FolderRecord> read_tombstones(const Store& store);
/// The largest id among them; -1 if there is none.
std::int64_t largest_deleted_id(const Store& store, const std::string& tag);

}  // namespace experiment
