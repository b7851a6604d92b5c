#include "run.h"

#include <optional>

#include "base/error.h"
#include "base/file.h"
#include "base/text.h"
#include "base/trace.h"
#include "choice.h"
#include "cli/messages.h"
#include "cli/output.h"
#include "cli/question.h"
#include "experiment/start_point.h"
#include "experiment/trust.h"
#include "supervise/background.h"
#include "supervise/code_place.h"
#include "supervise/metric_capture.h"
#include "takeover.h"

namespace exp_continue {
namespace {

/// What the command executes, for those who must say whether it may.
std::vector<std::string> command_of(const experiment::Store& store, const experiment::KnownRun& run) {
  return experiment::compose_command(run.record, experiment::RunPaths{run.folder}, store.settings.override_style);
}

experiment::StartPoint choose_start(const experiment::Store& store, const experiment::KnownRun& run,
                                    const Options& options) {
  const git::Location& location = store.repository.location();
  const std::string here = base::path_join(location.top, location.prefix);
  const experiment::StartPoint start = experiment::find_start_point(store, run, options.from, here);
  if (start.path.empty())
    store.messages.note("no checkpoint: it starts from the beginning");
  else
    store.messages.note("from " + base::printable(base::path_below(start.path, run.folder)));
  return start;
}

std::string head_line(const experiment::Record& record, const experiment::RunPaths& paths) {
  return record.run + " · attempt " + std::to_string(record.attempts.back().n) + " · seed " +
         std::to_string(record.seed.root) + " · " + paths.folder;
}

int take_up(const experiment::Store& store, const experiment::ResolvedRun& resolved, const Options& options) {
  const experiment::KnownRun& run = resolved.run;
  const git::Oid commit = *git::Oid::parse(run.record.commit);
  experiment::require_trust(store, run, command_of(store, run), options.trust, cli::ask);
  supervise::check_metric_patterns(store.settings.metric_patterns);
  supervise::CodePlace place(store, commit, resolved.name,
                             options.detach ? supervise::Start::later : supervise::Start::now);
  const experiment::StartPoint start = choose_start(store, run, options);
  if (options.fix_seed) store.messages.note("-f: the seed is the stored one, " + std::to_string(run.record.seed.root));
  std::optional<supervise::Background> background;
  if (options.detach && !background.emplace().is_here()) return background->wait();
  const experiment::RunPaths paths{run.folder};
  place.take(paths);
  experiment::Record record =
      take_over(store, resolved, options, start, store.settings.resume_words, place.is_isolated());
  store.messages.note(base::printable(head_line(record, paths)));
  supervise::Attendance attendance;
  attendance.timeout_ms = options.timeout_ms;
  attendance.notify = options.notify;
  attendance.resume_from = start.path;
  if (background) {
    supervise::tell_detached(store, record);
    if (options.verbosity.quiet) cli::print(record.run + "\n");
    background->let_go(paths.supervisor_log());
    attendance.in_background = true;
  }
  return place.attend(record, paths, attendance).exit_status;
}

}  // namespace

int run(const Options& options) {
  const base::Trace trace("exp-continue");
  cli::TerminalMessages messages(options.verbosity);
  git::Repository repository = git::Repository::open({.with_status = true, .with_objects = true});
  const experiment::Settings live = experiment::load_settings(repository);
  const experiment::Store finding{repository, live, messages};
  experiment::tell_places(finding);
  const experiment::ResolvedRun resolved = choose_run(finding, options.run);
  supervise::rescue_dead_checkouts(finding);
  require_takeover(resolved, options);
  supervise::require_sound_folder(resolved.run);
  supervise::require_commit_here(finding, resolved.run);
  const experiment::Settings settings =
      experiment::load_settings_of(repository, *git::Oid::parse(resolved.run.record.commit), live);
  return take_up({repository, settings, messages}, resolved, options);
}

}  // namespace exp_continue
