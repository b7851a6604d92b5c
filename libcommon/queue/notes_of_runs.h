#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "experiment/index.h"
#include "experiment/store.h"

/// What is said of single runs of a submission while it goes on, as files in its folder:
///   retry-<uuid>      it failed, and its waiter takes it up again; whoever removes the file decides: starts it, or gives it up
///   cancelled-<uuid>  it was taken out of the queue; for the waiter, which removes the file
/// Contract: docs/storage.md, "The queue".
namespace queue {

struct Retry {
  std::string run, uuid;
  std::int64_t tries = 0;  ///< that failed
  base::Timestamp at;      ///< not before
};

/// Throws base::file_error.
void note_retry(const experiment::Store& store, const std::string& submission_id, const Retry& retry);
/// By name of file; unreadable ones are left out.
std::vector<Retry> read_retries(const experiment::Store& store, const std::string& submission_id);
/// False if another was quicker, or there is none.
bool take_retry(const experiment::Store& store, const std::string& submission_id, const std::string& uuid);
bool is_to_be_retried(const experiment::Store& store, const std::string& submission_id, const std::string& uuid);

/// Does not throw: a waiter that is not told finds out when it wants to start the run.
void note_cancelled(const experiment::Store& store, const std::string& submission_id, const std::string& uuid);
/// The uuids; their files are removed.
std::vector<std::string> take_cancelled(const experiment::Store& store, const std::string& submission_id);

/// Of all submissions, with the id of each.
struct OpenRetry {
  std::string submission_id;
  Retry retry;
};
std::vector<OpenRetry> read_all_retries(const experiment::Store& store);

/// The run that it is about, as it ended; nothing if that is not here, or is active again.
std::optional<experiment::KnownRun> find_run_of_retry(const experiment::Store& store, const Retry& retry);

}  // namespace queue
