#include "waiting.h"

#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

#include "base/duration.h"
#include "base/error.h"
#include "base/text.h"
#include "base/time.h"
#include "experiment/next_step.h"
#include "experiment/stop_request.h"
#include "supervise/closing.h"

namespace exp_stop {
namespace {

using experiment::RunPaths;

constexpr std::int64_t say_after_ms = 2000;
constexpr std::int64_t first_pause_ms = 5, longest_pause_ms = 200;
/// What a supervisor may take beside the graces: its look each second, what the program left, the last record.
constexpr std::int64_t margin_ms = 10'000;

void pause(std::int64_t ms) {
  const timespec time = {ms / 1000, (ms % 1000) * 1'000'000};
  ::nanosleep(&time, nullptr);
}

class Waiter {
 public:
  Waiter(const experiment::Store& store, const std::vector<Stopping>& runs, const Options& options)
      : store_(store), options_(options) {
    for (const auto& run : runs) open_.push_back({run, experiment::RunWatch(run.run.run)});
  }

  std::size_t wait() {
    const std::int64_t begin = base::steady_ms();
    const std::int64_t give_up_at = begin + 2 * store_.settings.grace_ms + margin_ms;
    bool has_said = false;
    for (std::int64_t next_pause = first_pause_ms;; next_pause = std::min(2 * next_pause, longest_pause_ms)) {
      std::erase_if(open_, [&](Open& open) { return has_ended(open); });
      if (open_.empty()) break;
      const std::int64_t now = base::steady_ms();
      if (now >= give_up_at) break;
      if (now - begin >= say_after_ms && !std::exchange(has_said, true)) say_what_is_waited_for();
      pause(next_pause);
    }
    for (const auto& open : open_) give_up(open);
    hint();
    return open_.size();
  }

 private:
  struct Open {
    Stopping stopping;
    experiment::RunWatch watch;
    const std::string& name() const { return stopping.run.name; }
  };

  bool has_ended(Open& open) {
    if (!open.watch.look()) {
      store_.messages.warning("the folder of " + base::quoted(open.name()) + " was removed meanwhile");
      return true;
    }
    const auto& record = open.watch.record();
    const auto& state = open.watch.state();
    const auto asked = std::find_if(record.attempts.begin(), record.attempts.end(),
                                    [&](const auto& attempt) { return attempt.n == open.stopping.attempt; });
    const bool attempt_ended = asked != record.attempts.end() && asked->ended;
    if (!attempt_ended && state.is_active()) return false;
    remove_request(open);
    if (state.is_lost() || state.is_presumed_lost())
      store_.messages.warning(base::quoted(open.name()) + " is " + state.text_and_reason());
    else
      store_.messages.note(supervise::closing_line(record, store_.settings.metrics));
    if (!attempt_ended || !state.is_active())
      ended_.push_back(open.stopping.run.name), last_ = record, last_state_ = state;
    return true;
  }

  /// It may have ended before anybody saw the request.
  static void remove_request(const Open& open) {
    const RunPaths paths{open.stopping.run.run.folder};
    const auto request = experiment::find_stop_request(paths);
    if (request && request->attempt == open.stopping.attempt) ::unlink(paths.stop().c_str());
  }

  void say_what_is_waited_for() const {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < open_.size() && i < 5; ++i) names.push_back(base::printable(open_[i].name()));
    if (open_.size() > names.size()) names.push_back(std::to_string(open_.size() - names.size()) + " more");
    const std::string grace = base::format_duration(store_.settings.grace_ms);
    const std::string signal = experiment::format_stop_signal(store_.settings.stop_signal);
    std::string text =
        "waiting for " + base::join(names, ", ") + ": " + signal + " was sent, SIGTERM follows after " + grace;
    if (options_.now)
      text = "waiting for " + base::join(names, ", ");
    else if (options_.force)
      text += ", SIGKILL after " + grace + " more";
    store_.messages.note(text);
  }

  void give_up(const Open& open) const {
    const std::string name = base::quoted(open.name());
    if (options_.force) {
      const auto& record = open.watch.record();
      const std::string who = record.attempts.empty() ? record.host
                                                      : record.attempts.back().host + ", process " +
                                                            std::to_string(record.attempts.back().pid);
      store_.messages.warning(name + " still runs: its supervisor (" + base::printable(who) + ") does not answer");
      return;
    }
    store_.messages.warning(name + " still runs: it ends neither by " +
                            experiment::format_stop_signal(store_.settings.stop_signal) + " nor by SIGTERM");
    store_.messages.hint("git exp-stop --force " + base::shell_quote(open.name()) + "   kills it");
  }

  void hint() const {
    if (ended_.size() > 1) {
      store_.messages.hint("git exp-continue <run>   takes one of them up");
    } else if (ended_.size() == 1) {
      experiment::KnownRun run = last_run();
      const std::string step = experiment::next_step(store_, {ended_[0], run}, last_state_);
      if (!step.empty()) store_.messages.hint(step);
    }
  }

  experiment::KnownRun last_run() const {
    experiment::KnownRun run;
    run.record = last_;
    run.folder = store_.run_folder(last_.run);
    return run;
  }

  const experiment::Store& store_;
  const Options& options_;
  std::vector<Open> open_;
  std::vector<std::string> ended_;
  experiment::Record last_;
  experiment::RunState last_state_;
};

}  // namespace

std::size_t wait_for_end(const experiment::Store& store, const std::vector<Stopping>& runs, const Options& options) {
  return Waiter(store, runs, options).wait();
}

}  // namespace exp_stop
