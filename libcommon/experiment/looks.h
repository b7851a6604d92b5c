#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "experiment/record.h"
#include "experiment/store.h"

/// What ended since a user last looked, without reading every record: `<common dir>/exp/user/<name>/ended`, a line
/// `<time> <uuid> <run>` for each end, and `looked`, the time of the last look. Both only save work, and may be removed.
namespace experiment {

struct EndedRun {
  base::Timestamp at;
  std::string uuid, run;
};

/// Appends the line for our user; of a file that has grown long the older half goes. Trouble is ignored: it is a view.
void note_ended(const Store& store, const Record& record);

/// The ends after that time, each run once, the newest first; at most some hundreds.
std::vector<EndedRun> read_ended(const Store& store, base::Timestamp since);

std::optional<base::Timestamp> find_last_look(const Store& store);
/// Trouble is ignored: what is new is then said again.
void write_last_look(const Store& store, base::Timestamp time);

}  // namespace experiment
