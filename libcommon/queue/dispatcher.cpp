#include "queue/dispatcher.h"

#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <deque>
#include <map>
#include <optional>

#include "base/error.h"
#include "base/file.h"
#include "base/random.h"
#include "base/text.h"
#include "base/time.h"
#include "queue/attempt.h"
#include "queue/devices.h"
#include "queue/notes_of_runs.h"
#include "queue/places.h"
#include "queue/supervisor_process.h"
#include "queue/wakeups.h"
#include "supervise/commit_files.h"

namespace queue {
namespace {

using experiment::Record;
using experiment::RunPaths;
using experiment::State;

/// Another host's places and another repository's devices wake nobody here.
constexpr int look_again_ms = 1000;
constexpr std::int64_t first_retry_pause_ms = 1000, longest_retry_pause_ms = 300'000;

/// A supervisor that ended before it had claimed its run (killed, the disk was full): another one is tried, so often.
constexpr std::int64_t most_false_starts = 3, false_start_pause_ms = 1000;

struct Waiting {
  QueuedRun run;
  std::int64_t tries = 0;  ///< that failed
  std::int64_t false_starts = 0;
  std::int64_t not_before = 0;  ///< steady time
};

struct Running {
  Waiting what;
  std::int64_t place = 0;
  std::optional<Devices> devices;
};

bool is_retry(const Waiting& waiting) {
  return waiting.tries > 0;
}

class Dispatcher {
 public:
  Dispatcher(const experiment::Store& store, const Submission& submission, const experiment::OwnedLock& office,
             DispatchEvents& events)
      : store_(store), submission_(submission), office_(office), events_(events), places_(store, submission) {
    for (const auto& run : submission.runs) {
      const auto record = find_record_of(store, run);
      if (record && record->state == State::queued) waiting_.push_back({run});
    }
    // Of a waiter that was killed.
    for (const auto& retry : read_retries(store, submission.id))
      for (const auto& run : submission.runs)
        if (run.uuid == retry.uuid && run.run == retry.run) waiting_.push_back({run, retry.tries});
    remember_files();
    wakeups_.watch(places_.folder(), Wakeups::Change::removed);
    wakeups_.watch(submission.folder(store), Wakeups::Change::removed_or_made);
    if (!submission.terms.devices.empty()) {
      Devices::make_folder();
      wakeups_.watch(Devices::folder(), Wakeups::Change::removed);
    }
  }

  Outcome run() {
    while (true) {
      reap();
      drop_cancelled();
      if (may_start()) try_to_start();
      if (running_.empty() && (waiting_.empty() || !may_start())) break;
      take_stops(wakeups_.wait(next_look_ms()).stops);
      show_life();
      events_.tick();
    }
    places_.leave_line();
    give_up_retries();
    outcome_.still_queued += waiting_.size();
    outcome_.was_stopped = stops_ > 0;
    if (outcome_.still_queued == 0) remove_submission(store_, submission_.id);
    return std::move(outcome_);
  }

 private:
  /// They all have one commit, and each supervisor would ask git for its files.
  void remember_files() const {
    if (waiting_.size() < 2 || store_.settings.isolate == experiment::Isolation::never) return;
    const auto record = find_record_of(store_, waiting_.front().run);
    const auto commit = record ? git::Oid::parse(record->commit) : std::nullopt;
    if (commit) supervise::CommitFiles(store_.repository.location().common_dir, *commit).collect();
  }

  /// For those who cannot see our process: what is not renewed for minutes is taken over.
  void show_life() {
    if (base::steady_ms() - shown_life_ < experiment::heartbeat_ms) return;
    shown_life_ = base::steady_ms();
    office_.renew();
    places_.renew();
    for (const auto& [pid, running] : running_)
      if (running.devices) running.devices->renew();
  }

  bool may_start() const { return stops_ == 0 && !has_failed_; }
  bool has_room() const { return static_cast<std::int64_t>(running_.size()) < submission_.terms.jobs; }

  /// With --fail-fast what failed is tried again before anything else is started.
  bool waits_for_a_retry() const {
    return submission_.terms.fail_fast && std::any_of(waiting_.begin(), waiting_.end(), is_retry);
  }

  /// The first one whose pause is over.
  std::deque<Waiting>::iterator find_ready() {
    const std::int64_t now = base::steady_ms();
    const bool retries_only = waits_for_a_retry();
    return std::find_if(waiting_.begin(), waiting_.end(), [&](const Waiting& waiting) {
      return waiting.not_before <= now && (!retries_only || is_retry(waiting));
    });
  }

  /// Others may take a run out of the queue, or give its retry up.
  void drop_cancelled() {
    for (const auto& uuid : take_cancelled(store_, submission_.id)) {
      const auto found = std::find_if(waiting_.begin(), waiting_.end(),
                                      [&](const Waiting& waiting) { return waiting.run.uuid == uuid; });
      if (found == waiting_.end() || is_retry(*found)) continue;
      events_.ended(found->run, State::interrupted);
      outcome_.ended.push_back({found->run.run, State::interrupted});
      waiting_.erase(found);
    }
    std::erase_if(waiting_, [&](const Waiting& waiting) {
      if (!is_retry(waiting) || is_to_be_retried(store_, submission_.id, waiting.run.uuid)) return false;
      outcome_.ended.push_back({waiting.run.run, State::failed});
      return true;
    });
  }

  /// Nothing more is started: what failed has failed.
  void give_up_retries() {
    std::erase_if(waiting_, [&](const Waiting& waiting) {
      if (!is_retry(waiting)) return false;
      (void)take_retry(store_, submission_.id, waiting.run.uuid);
      outcome_.ended.push_back({waiting.run.run, State::failed});
      return true;
    });
  }

  /// A full disk, or too many processes: what runs is waited for, and the rest is tried again.
  void try_to_start() {
    try {
      start_what_fits();
      trouble_.clear();
    } catch (const base::UserError& error) {
      if (trouble_ == error.what()) return;
      trouble_ = error.what();
      store_.messages.warning("no run can be started now: " + trouble_);
    }
  }

  void start_what_fits() {
    for (auto ready = find_ready(); ready != waiting_.end() && has_room(); ready = find_ready()) {
      Running next;
      if (!submission_.terms.devices.empty()) {
        next.devices = Devices::take(submission_.terms.devices, submission_.terms.devices_per_run);
        // Who waits for a device keeps nobody from a place.
        if (!next.devices) return places_.leave_line();
      }
      const auto place = places_.take();
      if (!place) return;
      next.place = *place;
      next.what = *ready;
      if (is_retry(*ready) && !take_retry(store_, submission_.id, ready->run.uuid)) {
        places_.give_back(*place);  // somebody has just given it up
        drop_cancelled();
        continue;
      }
      start(std::move(next));
      waiting_.erase(ready);
    }
    if (find_ready() == waiting_.end() || !has_room()) places_.leave_line();
  }

  void start(Running next) {
    const RunPaths paths{store_.run_folder(next.what.run.run)};
    const auto supervise = [&] {
      wakeups_.restore_signals();
      places_.take_on(next.place);
      if (next.devices) next.devices->take_on();
      pin_to_processors(next.place, submission_.terms.cpus);
      const auto work = is_retry(next.what) ? take_up_again : supervise_queued;
      return work(store_, submission_, next.what.run, variables_of(next));
    };
    pid_t pid = -1;
    try {
      pid = fork_supervisor(paths.supervisor_log(), supervise);
    } catch (const base::UserError&) {
      places_.give_back(next.place);
      if (is_retry(next.what)) (void)note_retry_of(next.what, 0);
      throw;
    }
    places_.lend(next.place);
    if (next.devices) next.devices->lend();
    if (next.what.false_starts == 0) events_.started(next.what.run);
    running_.emplace(pid, std::move(next));
  }

  std::vector<std::string> variables_of(const Running& running) const {
    if (!running.devices) return {};
    return {"CUDA_VISIBLE_DEVICES=" + running.devices->names()};
  }

  void reap() {
    for (auto one = running_.begin(); one != running_.end();) {
      int status = 0;
      if (::waitpid(one->first, &status, WNOHANG) == one->first) {
        Running ended = std::move(one->second);
        one = running_.erase(one);
        places_.give_back(ended.place);
        if (ended.devices) ended.devices->give_back();
        take_end(ended);
      } else {
        ++one;
      }
    }
  }

  bool was_claimed(const QueuedRun& run) const {
    return base::path_exists(RunPaths{store_.run_folder(run.run)}.claim(1));
  }

  /// It stays queued, whatever comes of the next supervisor.
  void take_false_start(const Waiting& what) {
    if (what.false_starts + 1 == most_false_starts) {
      const std::string log = RunPaths{store_.run_folder(what.run.run)}.supervisor_log();
      store_.messages.warning(base::quoted(what.run.run) + " could not be started, and stays in the queue" +
                              (base::path_exists(log) ? ": " + base::quoted(log) + " says why" : ""));
      ++outcome_.still_queued;
      events_.not_started(what.run);
      return;
    }
    waiting_.push_back(what);
    ++waiting_.back().false_starts;
    waiting_.back().not_before = base::steady_ms() + false_start_pause_ms;
  }

  /// False, and said, where it cannot be written down: then it is not tried again.
  bool note_retry_of(const Waiting& again, std::int64_t pause_ms) {
    try {
      note_retry(store_, submission_.id,
                 {again.run.run, again.run.uuid, again.tries, base::Timestamp{base::now().ms + pause_ms}});
      return true;
    } catch (const base::UserError& error) {
      store_.messages.warning(base::quoted(again.run.run) + " is not tried again: " + error.what());
      return false;
    }
  }

  void take_end(const Running& ended) {
    const auto record = find_record_of(store_, ended.what.run);
    if (record && record->state == State::queued && !was_claimed(ended.what.run)) return take_false_start(ended.what);
    State state = record ? record->state : State::failed;
    // Killed with -9: the record still says that it runs.
    if (experiment::is_active(state)) state = State::failed;
    const bool failed = state == State::failed || state == State::timeout;
    events_.ended(ended.what.run, state);
    if (failed && ended.what.tries < submission_.terms.retries && may_start()) {
      Waiting again = ended.what;
      const std::int64_t pause =
          std::min(first_retry_pause_ms << std::min<std::int64_t>(again.tries, 20), longest_retry_pause_ms);
      ++again.tries;
      again.not_before = base::steady_ms() + pause;
      if (note_retry_of(again, pause)) {
        waiting_.push_back(std::move(again));
        return;
      }
    }
    outcome_.ended.push_back({ended.what.run.run, state});
    if (failed && submission_.terms.fail_fast) has_failed_ = true;
  }

  int next_look_ms() {
    std::int64_t next = events_.tick_ms() < 0 ? experiment::heartbeat_ms : events_.tick_ms();
    if (may_start() && has_room() && !waiting_.empty()) {
      // Not all who wait at the same moment.
      const auto jitter = static_cast<std::int64_t>(base::random_number() % 200);
      next = std::min<std::int64_t>(next, look_again_ms + jitter);
      for (const auto& waiting : waiting_)
        next = std::min(next, std::max<std::int64_t>(waiting.not_before - base::steady_ms() + 1, 1) +
                                  (waiting.not_before == 0 ? look_again_ms : 0));
    }
    return static_cast<int>(next);
  }

  void take_stops(int stops) {
    for (; stops > 0; --stops) {
      ++stops_;
      if (stops_ > 1)
        for (const auto& [pid, running] : running_) ::kill(pid, SIGINT);
      events_.stopping(stops_ > 1);
    }
  }

  const experiment::Store& store_;
  const Submission& submission_;
  const experiment::OwnedLock& office_;
  DispatchEvents& events_;
  Wakeups wakeups_;
  Places places_;
  std::deque<Waiting> waiting_;
  std::map<pid_t, Running> running_;
  std::int64_t shown_life_ = base::steady_ms();
  int stops_ = 0;
  bool has_failed_ = false;
  std::string trouble_;  ///< was said
  Outcome outcome_;
};

}  // namespace

std::size_t Outcome::finished() const {
  return static_cast<std::size_t>(
      std::count_if(ended.begin(), ended.end(), [](const EndedRun& run) { return run.state == State::finished; }));
}

Outcome dispatch(const experiment::Store& store, const Submission& submission, const experiment::OwnedLock& office,
                 DispatchEvents& events) {
  return Dispatcher(store, submission, office, events).run();
}

}  // namespace queue
