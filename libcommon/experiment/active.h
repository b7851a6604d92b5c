#pragma once

#include <string>
#include <vector>

#include "experiment/index.h"
#include "experiment/store.h"

/// Which runs are active, without reading every record: a marker each in `<result dir>/.active/<uuid>`, holding the run's
/// name. Made right after the claim, taken away after its last record is on disk; a marker whose run is not active any
/// more (killed between) means nothing and is removed by the next reader. That of a lost run stays until the run is taken up or removed. Shared by all clones of one result folder.
namespace experiment {

void mark_active(const Store& store, const std::string& uuid, const std::string& run);
void unmark_active(const Store& store, const std::string& uuid);

/// Every run that has a marker, whatever its state by now, sorted by name; read on all processors. Records that cannot be read are left
/// out, and so are runs whose folder is gone: their markers are removed.
std::vector<KnownRun> load_marked_runs(const Store& store);

/// Runs of the tag that are active and not lost, by their markers; costs one readdir where nothing runs.
std::vector<KnownRun> active_runs_of(const Store& store, const std::string& tag);

}  // namespace experiment
