#include "cancel.h"

#include <unistd.h>

#include <algorithm>

#include "base/file.h"
#include "experiment/active.h"
#include "experiment/liveness.h"
#include "experiment/looks.h"
#include "experiment/run_state.h"
#include "experiment/stop_request.h"
#include "queue/notes_of_runs.h"
#include "queue/submission.h"

namespace exp_stop {
namespace {

using experiment::Record;
using experiment::RunPaths;
using experiment::State;

void close(Record& record) {
  experiment::Attempt& attempt = record.attempts.emplace_back(experiment::attempt_of_this_process(1));
  attempt.ended = attempt.started;
  record.state = attempt.state = State::interrupted;
  attempt.trouble = std::string(experiment::not_started) + ": it was taken out of the queue";
  experiment::note_stopped_by(attempt, experiment::this_users_request());
}

}  // namespace

void remove_if_done(const experiment::Store& store, const std::string& id) {
  const auto submission = queue::find_submission(store, id);
  if (!submission || queue::is_attended(store, id) || !queue::read_retries(store, id).empty()) return;
  const auto waits = [&](const queue::QueuedRun& run) {
    const auto record = experiment::find_record({store.run_folder(run.run)});
    return !record || (record->uuid == run.uuid && record->state == State::queued);
  };
  if (std::any_of(submission->runs.begin(), submission->runs.end(), waits)) return;
  if (const auto office = queue::take_office(store, id)) queue::remove_submission(store, id);
}

bool cancel(const experiment::Store& store, const experiment::KnownRun& run, std::set<std::string>& submissions) {
  const RunPaths paths{run.folder};
  std::optional<std::string> other;
  if (!experiment::claim_attempt(paths, 1, other)) return false;
  auto record = experiment::find_record(paths);
  if (!record || record->uuid != run.record.uuid || record->state != State::queued) {
    ::unlink(paths.claim(1).c_str());
    return false;
  }
  const auto submission = queue::find_submission_of(paths);
  try {
    close(*record);
    experiment::write_run_json(paths, *record);
  } catch (...) {
    ::unlink(paths.claim(1).c_str());
    throw;
  }
  ::unlink(paths.queue().c_str());
  if (experiment::publish(store, *record, run.folder)) experiment::unmark_active(store, record->uuid);
  experiment::note_ended(store, *record);
  if (submission) {
    queue::note_cancelled(store, *submission, record->uuid);
    submissions.insert(*submission);
  }
  return true;
}

bool give_up_retry(const experiment::Store& store, const std::string& uuid, std::set<std::string>& submissions) {
  for (const auto& open : queue::read_all_retries(store)) {
    if (open.retry.uuid != uuid) continue;
    submissions.insert(open.submission_id);
    return queue::take_retry(store, open.submission_id, uuid);
  }
  return false;
}

}  // namespace exp_stop
