#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/messages.h"
#include "experiment/invocation.h"
#include "experiment/record.h"
#include "experiment/settings.h"
#include "git/repository.h"

/// The result folder and the git folder as places where runs live: claims, run.json, pending, publishing.
namespace experiment {

/// Everything a command needs to reach runs. Cheap to copy around by reference; opened once.
struct Store {
  git::Repository& repository;
  const Settings& settings;
  base::Messages& messages;

  std::string run_folder(const std::string& run) const;  ///< `<result dir>/<run>`, for a name that parse_run_name() took
  std::string pending_dir() const;                        ///< `<common dir>/exp/pending`
};

/// On first use: `__data__`, `__result__`, `__statistic__` into `<common dir>/info/exclude` (said once, file otherwise kept
/// byte for byte), and the result folder. UserError if it cannot be written.
void prepare_folders(const Store& store);

/// Claims the next id of the record's tag: fills `<tag>/.new-<uuid>/` with run.json, renames it to `<id>`, goes on with the
/// next id where that is taken. Sets run and id of `record`. On return the numbered folder with its record is on disk;
/// on an exception nothing is. Ids: 1 + the largest in the result folder, in pending, and on the commit's notes; first 0.
RunPaths claim_run(const Store& store, Record& record);

/// Exclusive; nothing if somebody else holds it (then `other` tells who).
bool claim_attempt(const RunPaths& paths, std::int64_t n, std::optional<std::string>& other);

/// Replaces run.json atomically: rev + 1, updated = now. Keeps members that a newer writer put there.
void write_run_json(const RunPaths& paths, Record& record);

/// storage.md "Publishing", steps 2 and 3: marks the record pending and, unless the commit's note is long (more than 100
/// lines) or the ref is busy, writes all pending records into the notes. Never fails a run: trouble is a warning.
void publish(const Store& store, const Record& record, const std::string& folder);

struct Published {
  std::size_t records = 0;
  std::vector<std::string> runs;
};
/// Writes all pending records in one notes commit and removes exactly their markers; broken markers are said and set aside.
/// Costs one readdir when there is nothing to do.
Published publish_pending(const Store& store);

/// `<common dir>/exp/user/<name>/last`: the run `@`. Trouble is a warning.
void write_last_run(const Store& store, const std::string& run, const std::string& uuid);

}  // namespace experiment
