#include "request.h"

#include <signal.h>
#include <unistd.h>

#include "base/error.h"
#include "base/file.h"
#include "base/text.h"
#include "cancel.h"
#include "experiment/liveness.h"
#include "experiment/looks.h"
#include "experiment/run_state.h"
#include "experiment/stop_request.h"
#include "process/process_tree.h"

namespace exp_stop {
namespace {

using experiment::ResolvedRun;
using experiment::RunPaths;

constexpr std::size_t largest_claim = 1u << 16;

std::string whereabouts(const experiment::Record& record) {
  if (record.attempts.empty()) return base::printable(record.user + " on " + record.host);
  const experiment::Attempt& last = record.attempts.back();
  return base::printable(last.user + " on " + last.host) + ", process " + std::to_string(last.pid);
}

std::string continue_hint(const ResolvedRun& run) {
  return "git exp-continue " + base::shell_quote(run.name) + "   takes it up";
}

void require_active(const ResolvedRun& run, const experiment::RunState& state) {
  const std::string name = base::quoted(run.name);
  if (state.newer_format)
    throw base::UserError("the record of " + name + " was written by a newer git-exp",
                          {"install that version here to stop it"});
  if (!experiment::is_active(state.recorded)) {
    const bool unfinished = state.is_unfinished() && !run.run.folder.empty();
    throw base::UserError(name + " is not active: it is " + state.text(),
                          unfinished ? std::vector{continue_hint(run)} : std::vector<std::string>());
  }
  if (run.run.is_copy)
    throw base::UserError("the folder " + base::quoted(run.run.folder) + " is a copy of " + name,
                          {"name the run itself"});
  if (run.run.folder.empty())
    throw base::UserError("the folder of " + name + " is not here, and a run is stopped through its folder",
                          {"stop it where it runs: " + whereabouts(run.run.record)});
}

/// Whose folder it is may be told where the file system does not let us in.
[[noreturn]] void refuse_foreign(const ResolvedRun& run, const base::UserError& error) {
  if (::access(run.run.folder.c_str(), W_OK) == 0) throw error;
  const experiment::Record& record = run.run.record;
  const std::string owner = base::printable(record.attempts.empty() ? record.user : record.attempts.back().user);
  throw base::UserError(base::quoted(run.name) + " is a run of " + owner +
                            ", whose folder you may not write: " + base::quoted(run.run.folder),
                        {"ask " + owner + " to type: git exp-stop " + base::shell_quote(run.name),
                         "or to let the group write there, for later runs: git config exp.shared group"});
}

/// The supervisor looks each second; on this host it is told to look at once. It may have been stopped by ^Z.
void wake_up(const experiment::Store& store, const ResolvedRun& run, const RunPaths& paths, std::int64_t attempt) {
  const auto owner = experiment::parse_owner(base::read_file(paths.claim(attempt), largest_claim).bytes);
  if (!owner || experiment::find_life(*owner) != experiment::Life::alive) return;
  const auto pid = static_cast<pid_t>(owner->pid);
  ::kill(pid, SIGURG);
  const auto process = process::parse_process(base::read_file("/proc/" + std::to_string(pid) + "/stat").bytes);
  if (!process || process->state != 'T' || ::kill(pid, SIGCONT) != 0) return;
  store.messages.note(base::printable(run.name) + " was suspended (^Z), and is woken up to end");
}

Asked ask_running(const experiment::Store& store, const ResolvedRun& run, const Options& options, bool is_heard) {
  const RunPaths paths{run.run.folder};
  experiment::StopRequest request = experiment::this_users_request();
  request.attempt = run.run.record.attempts.empty() ? 1 : run.run.record.attempts.back().n;
  request.force = options.force;
  request.now = options.now;
  experiment::write_stop_request(paths, request);
  if (!is_heard) {
    store.messages.warning(base::quoted(run.name) + " is presumed lost: no sign of life from " +
                           whereabouts(run.run.record) + "; if it still runs, it stops when it sees the request");
    store.messages.hint("if it is gone for sure: git exp-continue --force " + base::shell_quote(run.name));
    return {Asked::What::unheard, request.attempt};
  }
  wake_up(store, run, paths, request.attempt);
  return {Asked::What::asked, request.attempt};
}

Asked cancel_queued(const experiment::Store& store, const ResolvedRun& run, std::set<std::string>& submissions) {
  if (!cancel(store, run.run, submissions)) return {Asked::What::started, 0};
  store.messages.note(base::printable(run.name) + " was taken out of the queue");
  return {};
}

}  // namespace

Asked ask_to_stop(const experiment::Store& store, const ResolvedRun& run, const Options& options,
                  std::set<std::string>& submissions) {
  const experiment::RunState state = experiment::find_run_state(run.run);
  if (!experiment::is_active(state.recorded) && give_up_retry(store, run.run.record.uuid, submissions)) {
    experiment::note_ended(store, run.run.record);  // until now it was among those that wait
    store.messages.note(base::printable(run.name) + " is not tried again");
    return {};
  }
  require_active(run, state);
  if (state.is_lost()) {
    store.messages.warning(base::quoted(run.name) + " is gone already: whoever ran it (" + whereabouts(run.run.record) +
                           ") ended without a word");
    store.messages.hint(continue_hint(run));
    return {};
  }
  try {
    const bool is_queued = state.recorded == experiment::State::queued && run.run.record.attempts.empty();
    return is_queued ? cancel_queued(store, run, submissions)
                     : ask_running(store, run, options, !state.is_presumed_lost());
  } catch (const base::UserError& error) {
    refuse_foreign(run, error);
  }
}

}  // namespace exp_stop
