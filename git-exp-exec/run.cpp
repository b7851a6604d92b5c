#include "run.h"

#include "base/error.h"
#include "base/file.h"
#include "cli/messages.h"
#include "experiment/index.h"
#include "experiment/liveness.h"
#include "supervise/supervisor.h"

namespace exp_exec {
namespace {

void require_prepared(const experiment::KnownRun& run) {
  const std::string name = base::quoted(run.record.run);
  if (run.folder.empty()) throw base::UserError("the folder of " + name + " is not here");
  if (run.record.state != experiment::State::queued)
    throw base::UserError(name + " is not waiting to be started: it is " +
                          std::string(experiment::format_state(run.record.state)));
}

/// Claims the next attempt for this process and writes it into the record.
void begin_attempt(experiment::Record& record, const experiment::RunPaths& paths) {
  experiment::Attempt attempt;
  attempt.n = static_cast<std::int64_t>(record.attempts.size()) + 1;
  std::optional<std::string> other;
  if (!experiment::claim_attempt(paths, attempt.n, other))
    throw base::UserError(base::quoted(record.run) + " is being started by " + other.value_or("another process"));
  const experiment::Owner self = experiment::this_process();
  attempt.host = self.host;
  attempt.user = self.user;
  attempt.pid = self.pid;
  attempt.started = base::now();
  record.attempts.push_back(attempt);
  record.state = experiment::State::running;
  experiment::write_run_json(paths, record);
}

}  // namespace

int run(const Options& options) {
  cli::TerminalMessages messages(options.verbosity);
  git::Repository repository = git::Repository::open({.with_status = false, .need_work_tree = true});
  const experiment::Settings settings = experiment::load_settings(repository);
  const experiment::Store store{repository, settings, messages};
  experiment::tell_places(store);
  experiment::ResolvedRun resolved = experiment::resolve_run(store, options.run);
  require_prepared(resolved.run);
  if (repository.find_head() != git::Oid::parse(resolved.run.record.commit))
    throw base::UserError("HEAD is not the commit of " + base::quoted(resolved.name),
                          {"git checkout " + resolved.run.record.commit});

  const experiment::RunPaths paths{resolved.run.folder};
  begin_attempt(resolved.run.record, paths);
  supervise::Attendance attendance;
  attendance.timeout_ms = options.timeout_ms;
  attendance.code_top = repository.location().top;
  attendance.folder = base::path_join(repository.location().top, resolved.run.record.cwd);
  attendance.tree = repository.location().top;
  return supervise::supervise_attempt(store, resolved.run.record, paths, attendance).exit_status;
}

}  // namespace exp_exec
