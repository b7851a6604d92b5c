#include "run.h"

#include "cli/messages.h"
#include "experiment/index.h"
#include "queue/start_queued.h"
#include "supervise/code_place.h"

namespace exp_exec {

int run(const Options& options) {
  cli::TerminalMessages messages(options.verbosity);
  git::Repository repository = git::Repository::open({.with_status = true, .with_objects = true});
  const experiment::Settings settings = experiment::load_settings(repository);
  const experiment::Store store{repository, settings, messages};
  experiment::tell_places(store);
  experiment::ResolvedRun resolved = experiment::resolve_run(store, options.run);
  queue::require_queued(resolved.run);
  supervise::require_sound_folder(resolved.run);
  supervise::require_commit_here(store, resolved.run);
  supervise::Attendance attendance;
  attendance.timeout_ms = options.timeout_ms;
  return queue::start_queued(store, resolved.run.record, {resolved.run.folder}, attendance).exit_status;
}

}  // namespace exp_exec
