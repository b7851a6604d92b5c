#include "supervise/supervisor.h"

#include <unistd.h>

#include <algorithm>
#include <functional>
#include <thread>

#include "base/duration.h"
#include "base/error.h"
#include "base/file.h"
#include "base/text.h"
#include "base/trace.h"
#include "experiment/active.h"
#include "experiment/config_file.h"
#include "experiment/keep.h"
#include "experiment/looks.h"
#include "experiment/run_state.h"
#include "experiment/sharing.h"
#include "experiment/trust.h"
#include "git/drift.h"
#include "git/hooks.h"
#include "supervise/closing.h"
#include "supervise/end_talk.h"
#include "supervise/ended_sets.h"
#include "supervise/findings.h"
#include "supervise/notification.h"
#include "supervise/program.h"
#include "supervise/watch.h"

namespace supervise {
namespace {

using experiment::Record;
using experiment::RunPaths;
using experiment::State;
using experiment::Store;

std::string log_header(const Record& record, const std::vector<std::string>& words, std::int64_t attempt) {
  std::string text = "====== " + record.run + (attempt > 1 ? " attempt " + std::to_string(attempt) : "") + " ======\n";
  text += "command: " + base::printable(base::shell_join(words)) + "\n";
  text += "commit:  " + record.commit + "\n";
  text += "host:    " + record.user + "@" + record.host + "\n";
  text += "start:   " + base::format_timestamp(record.attempts.back().started) + "\n";
  text += "======\n";
  return text;
}

std::string log_footer(const Record& record) {
  const experiment::Attempt& attempt = record.attempts.back();
  std::string text = "====== " + std::string(experiment::format_state(record.state));
  if (attempt.exit) text += ", exit " + std::to_string(*attempt.exit);
  if (attempt.signal) text += ", signal " + std::to_string(*attempt.signal);
  if (attempt.ended) text += ", " + base::format_timestamp(*attempt.ended);
  return text + " after " + base::format_duration(record.duration_ms()) + " ======\n";
}

/// What of the environment goes into the record itself, and so into the note: enough to see where a number came from.
void summarise_environment(Record& record, const base::Json& facts) {
  base::Json summary = base::Json::object();
  if (const base::Json* host = facts.find("host"))
    for (const char* name : {"kernel", "cpu", "cpus", "memory_bytes"})
      if (const base::Json* value = host->find(name)) summary.set(name, *value);
  if (const base::Json* gpus = facts.find("gpus")) {
    base::Json names = base::Json::array();
    for (const auto& gpu : gpus->items()) names.push_back(base::Json::string(gpu.text_of("name")));
    summary.set("gpus", names);
  }
  for (const char* name : {"driver", "cuda"})
    if (const base::Json* value = facts.find(name)) summary.set(name, *value);
  if (const base::Json* python = facts.find("python"); python && !python->text_of("version").empty())
    summary.set("python", base::Json::string(python->text_of("version")));
  if (!summary.members().empty()) record.unknown.set("environment", summary);
}

State decide_state(const ProgramEnd& end) {
  if (end.timed_out) return State::timeout;
  if (end.interrupted) return State::interrupted;
  return end.exit_status == 0 ? State::finished : State::failed;
}

void close_attempt(Record& record, const ProgramEnd& end) {
  experiment::Attempt& attempt = record.attempts.back();
  record.state = attempt.state = decide_state(end);
  attempt.started = end.started;
  attempt.ended = end.ended;
  if (end.signal)
    attempt.signal = end.signal;
  else
    attempt.exit = end.exit_status;
  if (!end.why_not_started.empty()) attempt.trouble = std::string(experiment::not_started) + ": " + end.why_not_started;
}

void record_trouble(const Store& store, Record& record, Watch& watch) {
  std::string trouble = watch.trouble();
  const LogWriter::Problem problem = watch.log().problem();
  if (problem.errno_value) {
    trouble = "the log could not be written: " + base::error_text(problem.errno_value);
    if (problem.lost_bytes) trouble += ", " + std::to_string(problem.lost_bytes) + " bytes of it are lost";
  }
  if (trouble.empty()) return;
  store.messages.warning(trouble);
  record.attempts.back().trouble = trouble;
}

std::vector<std::string> hook_environment(const Record& record, const RunPaths& paths) {
  return {"GIT_EXP_RECORD=" + paths.run_json(),      "GIT_EXP_RUN=" + record.run,   "GIT_EXP_TAG=" + record.tag,
          "GIT_EXP_ID=" + std::to_string(record.id), "GIT_EXP_UUID=" + record.uuid, "GIT_EXP_DIR=" + paths.folder};
}

void set_variable(std::vector<std::string>& environment, const std::string& variable) {
  const std::string name = variable.substr(0, variable.find('=') + 1);
  std::erase_if(environment, [&](const std::string& other) { return other.starts_with(name); });
  environment.push_back(variable);
}

Program make_program(const Store& store, const Record& record, const RunPaths& paths, const Attendance& attendance) {
  Program program;
  program.argv = experiment::compose_command(record, paths, store.settings.override_style, attendance.resume_from);
  program.folder = attendance.folder;
  program.environment =
      experiment::compose_environment(record, paths, record.attempts.back().n, attendance.resume_from);
  for (const auto& variable : attendance.variables) set_variable(program.environment, variable);
  program.in_background = attendance.in_background;
  program.use_pty = !attendance.in_background && ::isatty(1) == 1;
  program.timeout_ms = attendance.timeout_ms;
  program.stop_signal = store.settings.stop_signal;
  program.grace_ms = store.settings.grace_ms;
  return program;
}

/// What the program's variables promise to be there.
void prepare_inputs(const Store& store, const Record& record, const RunPaths& paths, const Attendance& attendance) {
  base::write_file_atomically(paths.params_file(), experiment::format_params_file(record), false);
  experiment::make_shared_folders(store.settings.sharing, paths.checkpoint_dir());
  experiment::copy_config(record, paths, attendance.code_top, store.messages);
}

EnvironmentInputs environment_inputs(const Store& store, const Program& program, const Attendance& attendance) {
  EnvironmentInputs inputs;
  inputs.argv = program.argv;
  inputs.folder = program.folder;
  inputs.environment = program.environment;
  inputs.exp_dir = store.repository.exp_dir();
  inputs.top = attendance.code_top;
  for (const auto& [key, value] : store.repository.config().entries())
    if (key.rfind("remote.", 0) == 0 && key.size() > 11 && key.substr(key.size() - 4) == ".url")
      inputs.remotes.emplace_back(key.substr(7, key.size() - 11), value);
  return inputs;
}

/// Bookkeeping after the program neither loses the record nor changes the program's status: what cannot be done is said,
/// and stands in the record.
void tolerate(const Store& store, Record& record, const std::function<void()>& step) {
  try {
    step();
  } catch (const std::exception& error) {
    store.messages.warning(error.what());
    record.attempts.back().trouble = error.what();
  }
}

/// What we wrote ourselves while it ran is no drift: the seed's file, sets.
bool is_own_file(const Store& store, const std::string& tree, const std::string& path) {
  const std::string whole = base::path_join(tree, path);
  return path == store.settings.seed_file || base::path_below(whole, store.settings.statistic_dir) != whole;
}

void note_drift(const Store& store, Record& record, const std::string& tree, git::DriftCheck& drift) {
  const base::Trace trace("drift");
  bool failed = false;
  record.drift = drift.collect(failed);
  if (failed) throw base::UserError("git could not say which tracked files changed while " + record.run + " ran");
  std::erase_if(record.drift, [&](const std::string& path) { return is_own_file(store, tree, path); });
}

/// After the program: everything that reads what it left, while ^C is still held back. Returns what the closing line
/// says of that.
std::string complete_record(const Store& store, Record& record, const RunPaths& paths, const Attendance& attendance,
                            const std::vector<std::string>& words, Watch& watch, const ProgramEnd& end,
                            const OutsideOutputs& outside, std::optional<git::DriftCheck>& drift) {
  close_attempt(record, end);
  if (end.interrupted && watch.stop_request())
    experiment::note_stopped_by(record.attempts.back(), *watch.stop_request());
  Findings findings;
  std::string left;
  tolerate(store, record, [&] {
    if (drift) drift->start();
  });
  tolerate(store, record, [&] {
    watch.finish();
    outside.adopt(store.messages);
    ::rmdir(paths.checkpoint_dir().c_str());  // only if the program left it empty
    findings = gather_findings(record, words, paths, watch.metrics(), store.messages);
  });
  tolerate(store, record, [&] {
    if (attendance.after_program) left = attendance.after_program();
  });
  watch.log().text(log_footer(record));
  watch.log().close();
  tolerate(store, record, [&] {
    watch.write_environment(true);
    summarise_environment(record, watch.facts());
  });
  experiment::share_tree(store.settings.sharing, paths.folder);
  record_trouble(store, record, watch);
  tolerate(store, record, [&] {
    if (drift) note_drift(store, record, attendance.tree, *drift);
  });
  tell_end(store, end);
  if (end.interrupted && watch.stop_request())
    store.messages.note("stopped by " + experiment::describe_requester(*watch.stop_request()));
  tell_findings(store, record, findings);
  return left;
}

/// An exp-clean that saw no run of the commit may have let go of it while this one began.
void keep_commit_again(const Store& store, const Record& record) {
  try {
    if (const auto commit = git::Oid::parse(record.commit)) experiment::keep_commit(store, *commit);
  } catch (const base::UserError& error) {
    store.messages.warning(error.what());
    for (const auto& hint : error.hints()) store.messages.hint(hint);
  }
}

void keep_record(const Store& store, Record& record, const RunPaths& paths) {
  try {
    const base::Trace trace("keep the record");
    experiment::write_run_json(paths, record);
    // Before the record is marked as pending: whoever publishes it then need not know of our sets.
    extend_sets(store, record);
    // A marker that stays is settled by the next command: it marks the record as pending.
    if (experiment::publish(store, record, paths.folder)) experiment::unmark_active(store, record.uuid);
    experiment::note_ended(store, record);
    keep_commit_again(store, record);
  } catch (const base::UserError& error) {
    // The program's own status must reach the caller whatever happens to our files.
    store.messages.warning(std::string("the end of ") + record.run + " could not be recorded: " + error.what());
    for (const auto& hint : error.hints()) store.messages.hint(hint);
  }
}

void notify_of_end(const Store& store, const Record& record, const RunPaths& paths, const Attendance& attendance,
                   const EndNotice& notice) {
  if (!attendance.recorded) return;
  if (!attendance.notify && store.settings.notify_ignored)
    store.messages.detail("exp.notify of '.expconfig' does not count: a command for a run's end is set by git config");
  notify(store, record, paths, attendance.notify.value_or(store.settings.notify), notice);
}

/// What must succeed before there is a program: a failure is a refusal. The run that was claimed for it is then closed as
/// failed, so that nobody waits for it.
template <class Step>
auto or_close(const Store& store, Record& record, const RunPaths& paths, const Attendance& attendance,
              const Step& step) {
  try {
    return step();
  } catch (const base::UserError& error) {
    experiment::Attempt& attempt = record.attempts.back();
    record.state = attempt.state = State::failed;
    attempt.ended = base::now();
    attempt.trouble = error.what();
    if (attendance.recorded) keep_record(store, record, paths);
    notify_of_end(store, record, paths, attendance, {125, closing_line(record, {}) + " · " + error.what()});
    throw;
  }
}

Program prepare(const Store& store, const Record& record, const RunPaths& paths, const Attendance& attendance) {
  // First of all: by the marker the next command finds what we leave if we are killed.
  if (attendance.recorded) experiment::mark_active(store, record.uuid, record.run);
  prepare_inputs(store, record, paths, attendance);
  return make_program(store, record, paths, attendance);
}

/// A hook is the user's convenience: whatever happens to it, even that no process can be made, is a warning.
void run_hook(const Store& store, const std::string& name, const std::vector<std::string>& arguments,
              const std::vector<std::string>& environment) {
  try {
    git::run_hook(store.repository, name, arguments, environment, store.messages);
  } catch (const std::exception& error) {
    store.messages.warning("hook " + base::quoted(name) + " was not run: " + error.what());
  }
}

/// The user's hook runs beside the program: it may be slow, and output and signals must not wait for it.
std::jthread run_started_hook(const Store& store, const Record& record, const RunPaths& paths) {
  constexpr const char* name = "exp-run-started";
  if (!git::has_hook(store.repository, name)) return {};
  return std::jthread(
      [&store, environment = hook_environment(record, paths)] { run_hook(store, name, {}, environment); });
}

struct Attended {
  ProgramEnd end;
  std::string left;  ///< for the closing line
};

/// The session ends with this function: until then ^C is ours.
Attended attend(const Store& store, Record& record, const RunPaths& paths, const Attendance& attendance,
                const Program& program) {
  const OutsideOutputs outside(store.settings, attendance.folder, paths);
  std::optional<git::DriftCheck> drift;
  if (!attendance.index.empty())
    drift.emplace(attendance.tree, attendance.index);
  else if (!attendance.tree.empty() && attendance.recorded)
    drift.emplace(attendance.tree, store.repository.location().git_dir, *git::Oid::parse(record.commit));
  ProgramSession session(program);
  or_close(store, record, paths, attendance, [&] { session.start(); });
  EnvironmentCapture environment(environment_inputs(store, program, attendance));
  Watch watch(store.settings, paths, environment, record.attempts.back().n);
  if (record.attempts.back().n > 1) watch.recall();
  watch.log().text(log_header(record, program.argv, record.attempts.back().n));
  experiment::share_tree(store.settings.sharing, paths.folder);
  std::jthread hook;
  if (attendance.recorded) {
    experiment::write_last_run(store, record.run, record.uuid);
    experiment::remember_as_own(store, record);
    hook = run_started_hook(store, record, paths);
  }
  ProgramEnd end;
  {
    const base::Trace trace("program");
    end = session.run(watch);
  }
  if (hook.joinable()) hook.join();
  const base::Trace trace("finish");
  std::string left = complete_record(store, record, paths, attendance, program.argv, watch, end, outside, drift);
  if (attendance.recorded) keep_record(store, record, paths);
  ::unlink(paths.stop().c_str());  // of this attempt or an earlier one
  if (record.state == State::failed) show_failure(store, record, watch.log().last_lines(10));
  return {std::move(end), std::move(left)};
}

}  // namespace

void or_close_run(const Store& store, Record& record, const RunPaths& paths, const Attendance& attendance,
                  const std::function<void()>& step) {
  or_close(store, record, paths, attendance, step);
}

AttemptEnd supervise_attempt(const Store& store, Record& record, const RunPaths& paths, const Attendance& attendance) {
  const base::Trace trace("attempt");
  const Program program =
      or_close(store, record, paths, attendance, [&] { return prepare(store, record, paths, attendance); });
  const auto [end, left] = attend(store, record, paths, attendance, program);
  if (attendance.recorded)
    run_hook(store, "exp-run-ended", {std::string(experiment::format_state(record.state))},
             hook_environment(record, paths));
  const EndNotice notice{end.timed_out ? 124 : end.exit_status,
                         closing_line(record, store.settings.metrics) + (left.empty() ? "" : " · " + left)};
  notify_of_end(store, record, paths, attendance, notice);
  store.messages.note(notice.line);
  hint_at_next_step(store, record, paths, attendance.recorded);
  return {notice.exit_status, record.state};
}

}  // namespace supervise
