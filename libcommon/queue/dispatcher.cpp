#include "queue/dispatcher.h"

#include <sched.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <deque>
#include <map>
#include <optional>

#include "base/error.h"
#include "base/file.h"
#include "base/random.h"
#include "base/text.h"
#include "base/time.h"
#include "queue/devices.h"
#include "queue/places.h"
#include "queue/start_queued.h"
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

std::optional<Record> read_record(const experiment::Store& store, const QueuedRun& run) {
  auto record = experiment::find_record({store.run_folder(run.run)});
  if (!record || record->uuid != run.uuid) return std::nullopt;
  return record;
}

/// Each place has its own processors, of those that we may use.
void pin(std::int64_t place, std::int64_t cpus) {
  cpu_set_t allowed, wanted;
  CPU_ZERO(&wanted);
  if (cpus <= 0 || ::sched_getaffinity(0, sizeof allowed, &allowed) != 0) return;
  std::vector<std::size_t> usable;
  for (std::size_t cpu = 0; cpu < CPU_SETSIZE; ++cpu)
    if (CPU_ISSET(cpu, &allowed)) usable.push_back(cpu);
  for (std::int64_t i = 0; i < cpus && !usable.empty(); ++i)
    CPU_SET(usable[static_cast<std::size_t>(place * cpus + i) % usable.size()], &wanted);
  ::sched_setaffinity(0, sizeof wanted, &wanted);
}

class Dispatcher {
 public:
  Dispatcher(const experiment::Store& store, const Submission& submission, const experiment::OwnedLock& office,
             DispatchEvents& events)
      : store_(store), submission_(submission), office_(office), events_(events), places_(store, submission) {
    for (const auto& run : submission.runs) {
      const auto record = read_record(store, run);
      if (record && record->state == State::queued) waiting_.push_back({run});
    }
    remember_files();
    wakeups_.watch(places_.folder());
    if (!submission.terms.devices.empty()) {
      Devices::make_folder();
      wakeups_.watch(Devices::folder());
    }
  }

  Outcome run() {
    while (true) {
      reap();
      if (may_start()) try_to_start();
      if (running_.empty() && (waiting_.empty() || !may_start())) break;
      take_stops(wakeups_.wait(next_look_ms()).stops);
      show_life();
      events_.tick();
    }
    places_.leave_line();
    outcome_.still_queued += waiting_.size();
    outcome_.was_stopped = stops_ > 0;
    if (outcome_.still_queued == 0) remove_submission(store_, submission_.id);
    return std::move(outcome_);
  }

 private:
  /// They all have one commit, and each supervisor would ask git for its files.
  void remember_files() const {
    if (waiting_.size() < 2 || store_.settings.isolate == experiment::Isolation::never) return;
    const auto record = read_record(store_, waiting_.front().run);
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

  /// The first one whose pause is over.
  std::deque<Waiting>::iterator find_ready() {
    const std::int64_t now = base::steady_ms();
    return std::find_if(waiting_.begin(), waiting_.end(),
                        [&](const Waiting& waiting) { return waiting.not_before <= now; });
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
      start(std::move(next));
      waiting_.erase(ready);
    }
    if (find_ready() == waiting_.end() || !has_room()) places_.leave_line();
  }

  void start(Running next) {
    const RunPaths paths{store_.run_folder(next.what.run.run)};
    const bool again = next.what.tries > 0;
    const auto supervise = [&] {
      wakeups_.restore_signals();
      places_.take_on(next.place);
      if (next.devices) next.devices->take_on();
      pin(next.place, submission_.terms.cpus);
      return again ? take_up_again(next) : supervise_queued(next, paths);
    };
    pid_t pid = -1;
    try {
      pid = fork_supervisor(paths.supervisor_log(), supervise);
    } catch (const base::UserError&) {
      places_.give_back(next.place);
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

  int supervise_queued(const Running& running, const RunPaths& paths) const {
    auto record = read_record(store_, running.what.run);
    if (!record || record->state != State::queued) return 125;
    supervise::Attendance attendance;
    attendance.in_background = true;
    attendance.timeout_ms = submission_.terms.timeout_ms;
    attendance.notify = submission_.terms.notify;
    attendance.variables = variables_of(running);
    const bool is_first = running.what.run.uuid == submission_.runs.front().uuid;
    return start_queued(store_, *record, paths, attendance, is_first).exit_status;
  }

  int take_up_again(const Running& running) const {
    for (const auto& variable : variables_of(running)) {
      const auto equals = variable.find('=');
      ::setenv(variable.substr(0, equals).c_str(), variable.substr(equals + 1).c_str(), 1);
    }
    // Not in the user's tree, as little as the first time.
    std::vector<std::string> words = {"git", "exp-continue", "-q", running.what.run.run};
    if (store_.settings.isolate != experiment::Isolation::never)
      words.insert(words.begin() + 1, {"-c", "exp.isolate=always"});
    if (submission_.terms.timeout_ms)
      words.insert(words.end() - 1, "--timeout=" + std::to_string(*submission_.terms.timeout_ms / 1000 + 1) + "s");
    if (submission_.terms.notify) words.insert(words.end() - 1, "--notify=" + *submission_.terms.notify);
    std::vector<char*> argv;
    for (auto& word : words) argv.push_back(word.data());
    argv.push_back(nullptr);
    ::execvp(argv[0], argv.data());
    throw base::UserError("cannot execute git: " + base::error_text(errno));
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

  void take_end(const Running& ended) {
    const auto record = read_record(store_, ended.what.run);
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
      waiting_.push_back(std::move(again));
      return;
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

std::int64_t count_usable_processors() {
  cpu_set_t allowed;
  return ::sched_getaffinity(0, sizeof allowed, &allowed) == 0 ? CPU_COUNT(&allowed) : 1;
}

std::size_t Outcome::finished() const {
  return static_cast<std::size_t>(
      std::count_if(ended.begin(), ended.end(), [](const EndedRun& run) { return run.state == State::finished; }));
}

Outcome dispatch(const experiment::Store& store, const Submission& submission, const experiment::OwnedLock& office,
                 DispatchEvents& events) {
  return Dispatcher(store, submission, office, events).run();
}

}  // namespace queue
