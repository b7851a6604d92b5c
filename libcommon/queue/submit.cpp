#include "queue/submit.h"

#include <csignal>
#include <cstdio>

#include "base/error.h"
#include "base/file.h"
#include "base/random.h"
#include "base/text.h"
#include "experiment/active.h"
#include "experiment/liveness.h"
#include "experiment/trust.h"
#include "queue/resume.h"
#include "supervise/signal_echoes.h"

namespace queue {
namespace {

/// ^C while runs are claimed: they are taken back, and then it has its usual effect.
class HeldSignals {
 public:
  HeldSignals() {
    sigemptyset(&held_);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT})
      if (!supervise::is_ignored(signal)) sigaddset(&held_, signal);
    ::sigprocmask(SIG_BLOCK, &held_, &before_);
  }
  ~HeldSignals() { ::sigprocmask(SIG_SETMASK, &before_, nullptr); }
  HeldSignals(const HeldSignals&) = delete;
  HeldSignals& operator=(const HeldSignals&) = delete;
  bool has_come() const {
    sigset_t pending;
    ::sigpending(&pending);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT})
      if (sigismember(&held_, signal) == 1 && sigismember(&pending, signal) == 1) return true;
    return false;
  }

 private:
  sigset_t held_, before_;
};

/// A run that was claimed for a submission that cannot be. Nobody else knows of it; what cannot be removed is lost.
void take_back(const experiment::Store& store, const QueuedRun& run) {
  const std::string folder = store.run_folder(run.run);
  const std::string old = base::path_join(base::path_parent(folder), ".old-" + run.uuid);
  if (std::rename(folder.c_str(), old.c_str()) == 0) base::remove_tree(old);
  experiment::unmark_active(store, run.uuid);
}

std::string names_of(const Submission& submission) {
  const auto& runs = submission.runs;
  return runs.size() == 1 ? runs.front().run : runs.front().run + " to " + runs.back().run;
}

}  // namespace

Submission submit_runs(const experiment::Store& store, const Terms& terms, std::size_t count,
                       const std::function<experiment::Record(std::size_t)>& record_at,
                       const experiment::ForkPoint* fork) {
  Submission submission{base::random_uuid(), experiment::host_name(), experiment::user_name(), base::now(), terms, {}};
  const HeldSignals signals;
  try {
    for (std::size_t i = 0; i < count; ++i) {
      experiment::Record record = record_at(i);
      const experiment::RunPaths paths = experiment::claim_run(store, record);
      submission.runs.push_back({record.run, record.uuid});
      // First: by the marker the next command finds what we leave if we are killed.
      experiment::mark_active(store, record.uuid, record.run);
      if (fork) experiment::take_checkpoint(store, *fork, record, paths);
      mark_queued(store, paths, submission.id);
      experiment::remember_as_own(store, record);
      if (signals.has_come()) throw base::UserError("interrupted");
    }
    write_submission(store, submission);
  } catch (const base::UserError&) {
    for (const auto& run : submission.runs) take_back(store, run);
    throw;
  }
  return submission;
}

bool leave_behind(const experiment::Store& store, const Submission& submission) {
  const std::string first = base::shell_quote(submission.runs.front().run);
  const bool many = submission.runs.size() > 1;
  store.messages.note(names_of(submission) +
                      (many ? " wait for their places, " + std::to_string(submission.terms.jobs) + " at once:"
                            : " waits for its place:"));
  store.messages.note("  git exp-status" + std::string(first.size() + 5, ' ') + "shows what runs and what waits");
  store.messages.note("  git exp-log -f " + first + "    follows it");
  store.messages.note("  git exp-stop " + first + "      stops it, or takes it out of the queue");
  if (attend_in_background(store, submission) || is_attended(store, submission.id)) return true;
  // What the process said before it ended stands above.
  store.messages.warning("nobody starts " + names_of(submission) + ": " + (many ? "they stay" : "it stays") +
                         " queued");
  store.messages.hint("git exp-status --resume    tries again");
  return false;
}

}  // namespace queue
