#pragma once

#include <cstddef>
#include <cstdint>
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

  std::string run_folder(
      const std::string& run) const;  ///< `<result dir>/<run>`, for a name that parse_run_name() took
  std::string pending_dir() const;    ///< `<common dir>/exp/pending`
};

/// Details for `-v`: which repository, where results and sets are.
void tell_places(const Store& store);

/// On first use: `__data__`, `__result__`, `__statistic__` into `<common dir>/info/exclude` (said once, file otherwise
/// kept byte for byte; not where the top's `.gitignore` has them), and the result folder. UserError if it cannot be
/// written.
void prepare_folders(const Store& store);
/// The first half of it, for what is written beside the results.
void ignore_folders(const Store& store);

/// Claims the next id of the record's tag: fills `<tag>/.new-<uuid>/` with run.json, renames it to `<id>`, goes on with
/// the next id where that is taken. Sets run and id of `record`, its uuid and creation time where they are not set, rev
/// + 1 and updated. On return the numbered folder with its record is on disk; on an exception nothing is, and `record`
/// is as it was. Ids: 1 + the largest in the result folder, in pending, and on the commit's notes; first 0. The folder
/// holds attempt-0.json, who prepares the run, until attempt 1 is claimed. Drafts of dead processes are removed and
/// said.
RunPaths claim_run(const Store& store, Record& record);

/// Exclusive; false if somebody else holds it (then `other` tells who, where, since when). Throws base::file_error.
bool claim_attempt(const RunPaths& paths, std::int64_t n, std::optional<std::string>& other);

/// Attempt `n` of a run, by this process, which begins now.
Attempt attempt_of_this_process(std::int64_t n);

/// What run.json says; nothing where it is not there, or is no record.
std::optional<Record> find_record(const RunPaths& paths);

/// Replaces run.json atomically: rev + 1, updated = now; on an exception the record is as it was. Keeps members of
/// newer writers (`unknown`). `durable` forces it to the disk (milliseconds): the last record of an attempt must be,
/// before it is published; the states on the way need not. UserError for a record of a newer version.
void write_run_json(const RunPaths& paths, Record& record, bool durable = true);

/// storage.md "Publishing", steps 2 and 3: marks the record pending, and writes all pending records into the notes,
/// unless that would rewrite a long note too often (see publish.cpp) or the ref is busy. Waits at most 1.4 s for others.
/// Never throws and never fails a run: trouble is a warning, the record then waits in its folder or in pending.
/// False if it could not even be marked: nobody will find it but by its folder.
bool publish(const Store& store, const Record& record, const std::string& folder);

struct Published {
  std::size_t records = 0;
  std::vector<std::string> runs;
};
/// Writes all pending records in one notes commit and removes exactly their markers; broken markers are said and set
/// aside. Costs one readdir when there is nothing to do. Throws UserError where the notes cannot be written.
Published publish_pending(const Store& store);
/// The same, and without anything to publish too: what our notes have lost (a foreign writer, a forced fetch, a pruning
/// clone) is put back from what is remembered of them and from the run folders, and said.
Published publish_and_mend(const Store& store);

/// `<common dir>/exp/user/<name>`: what is remembered for our user.
std::string user_folder(const Store& store);

/// `last` in that folder: the run `@`. Trouble is a warning.
void write_last_run(const Store& store, const std::string& run, const std::string& uuid);

struct LastRun {
  std::string run;
  std::string uuid;
};
std::optional<LastRun> find_last_run(const Store& store);

}  // namespace experiment
