#pragma once

#include <string>
#include <vector>

#include "experiment/pending.h"
#include "experiment/store.h"
#include "git/notes.h"

namespace experiment {

/// A marker with what has to be written for it: the run's newest record, then its edits.
struct WaitingRecord {
  PendingMarker marker;
  std::string run;  ///< "" if another marker of the batch brings the same record, and for a run that was removed
  std::vector<git::NoteLine> lines;
};

/// Reads the run folders of the markers. A marker whose record will never come (its folder is gone, or what is in it is
/// no record of this run) is said and set aside. One whose folder cannot be reached now (a file server that is not
/// mounted, no permission, an older copy) is left for later.
std::vector<WaitingRecord> read_waiting(const Store& store, const std::vector<PendingMarker>& markers);

}  // namespace experiment
