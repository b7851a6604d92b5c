#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "experiment/liveness.h"
#include "experiment/owned_lock.h"
#include "experiment/store.h"

/// Runs that wait for a place. A submission is a folder `<common dir>/exp/queue/<id>` with
///   submission.json  what was asked for and all its runs, in their order; never changed
///   waiter.json      who starts them (as attempt-<n>.json), created exclusively
/// Its runs have their numbers and records (state queued) before it is there, and a file `queue` in their folders that names
/// it: as long as the folder is there a queued run is queued, whoever died. Contract: docs/storage.md, "The queue".
namespace queue {

struct QueuedRun {
  std::string run, uuid;
};

/// How the runs of a submission are to be run.
struct Terms {
  std::int64_t priority = 0;         ///< larger ones first
  std::int64_t jobs = 1;             ///< so many at once; they take places 0 … jobs - 1
  std::vector<std::string> devices;  ///< for CUDA_VISIBLE_DEVICES; empty: not set
  std::int64_t devices_per_run = 1;
  std::int64_t cpus = 0;   ///< each run is pinned to so many; 0: not pinned
  bool fail_fast = false;  ///< after the first failure nothing more is started
  std::int64_t retries = 0;
  std::optional<std::int64_t> timeout_ms;
  std::optional<std::string> notify;  ///< in place of exp.notify
};

struct Submission {
  std::string id;  ///< a uuid
  std::string host, user;
  base::Timestamp submitted;
  Terms terms;
  std::vector<QueuedRun> runs;

  /// Where it is: absolute.
  std::string folder(const experiment::Store& store) const;
};

/// Absolute; of any id.
std::string submission_folder(const experiment::Store& store, const std::string& id);
/// The ids of those that are there, in no special order.
std::vector<std::string> list_submissions(const experiment::Store& store);
/// submission.json.
std::string format_submission(const Submission& submission);
/// Nothing if it is none, not that of this id, or names what is no run.
std::optional<Submission> parse_submission(std::string_view text, const std::string& id);

/// Puts it there as a whole, durable. Its runs must be claimed before. Throws base::file_error.
void write_submission(const experiment::Store& store, const Submission& submission);

/// Nothing if it is not there (any more) or cannot be read; the latter is warned of.
std::optional<Submission> find_submission(const experiment::Store& store, const std::string& id);

/// In the order in which places are given: by priority, then by time. Unreadable ones are warned of.
std::vector<Submission> read_submissions(const experiment::Store& store);

/// No run of it waits any more. What is left of a killed removal is removed by the next read_submissions().
void remove_submission(const experiment::Store& store, const std::string& id);

/// Who starts its runs; nothing if nobody has begun to, or it ended.
std::optional<experiment::Owner> find_waiter(const experiment::Store& store, const std::string& id);
/// Somebody starts its runs, as far as can be known: false where nobody does, the process is provably gone, or cannot be seen from here
/// and was silent for three minutes.
bool is_attended(const experiment::Store& store, const std::string& id);

/// The waiter's office, as long as the object is there, to be renewed; what is_attended() says of another decides whether it is taken over. Null if
/// another has it, or there is no such submission any more. Throws base::file_error where the submission's folder cannot be written.
std::unique_ptr<experiment::OwnedLock> take_office(const experiment::Store& store, const std::string& id);

/// `<run folder>/queue`, which says that the run is queued and where. By the claimant of the run, before the submission is
/// there. Throws base::file_error.
void mark_queued(const experiment::Store& store, const experiment::RunPaths& paths, const std::string& submission_id);
/// The id in it; nothing if there is no such file.
std::optional<std::string> find_submission_of(const experiment::RunPaths& paths);

}  // namespace queue
