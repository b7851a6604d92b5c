#include "rerun.h"

#include "base/error.h"
#include "base/file.h"
#include "base/random.h"
#include "base/text.h"
#include "cli/output.h"
#include "experiment/active.h"
#include "experiment/fork.h"
#include "experiment/keep.h"
#include "experiment/liveness.h"
#include "experiment/names.h"
#include "queue/submit.h"
#include "supervise/code_place.h"
#include "supervise/metric_capture.h"

namespace exp_rerun {
namespace {

using experiment::Record;
using experiment::Store;

Record describe_rerun(const Record& original, const experiment::Seed& seed, const Options& options, bool isolated) {
  Record record;
  record.uuid = base::random_uuid();
  record.commit = original.commit;
  record.tag = original.tag;
  record.command = original.command;
  record.cwd = original.cwd;
  record.overrides = original.overrides;
  record.env = original.env;
  record.seed = seed;
  record.message = options.message;
  record.isolated = isolated;
  record.attempts.push_back(experiment::attempt_of_this_process(1));
  record.user = record.attempts.back().user;
  record.host = record.attempts.back().host;
  record.created = record.updated = record.attempts.back().started;
  record.state = experiment::State::running;
  for (const char* member : {"config", "extra", "snapshot"})
    if (const base::Json* value = original.unknown.find(member)) record.unknown.set(member, *value);
  record.unknown.set("rerun_of", base::Json::object({{"uuid", base::Json::string(original.uuid)},
                                                     {"run", base::Json::string(original.run)}}));
  return record;
}

/// What the original's first attempt was given, since it started from a checkpoint too.
void describe_fork(const experiment::ForkPoint& fork, const Record& original, Record& record) {
  experiment::note_fork(record, fork);
  if (!original.attempts.empty() && original.attempts.front().n == 1)
    record.attempts.back().command = original.attempts.front().command;
}

/// The name of an experiment that came from another clone, or whose tag was deleted. Where it cannot be made, the records
/// have it all the same.
void make_tag(const Store& store, const Record& original, const git::Oid& commit) {
  const std::string name = store.settings.tag_prefix + original.tag;
  if (const auto tag = store.repository.find_tag(name)) {
    if (tag->commit != commit)
      store.messages.note("tag " + base::quoted(name) + " is on another commit, and stays there");
    return;
  }
  try {
    experiment::check_new_tag(store.repository, store.settings.tag_prefix, original.tag);
    const std::string message =
        original.message.empty() ? base::printable(base::shell_join(original.command)) : original.message;
    experiment::make_experiment_tag(store, original.tag, commit, message);
  } catch (const base::UserError& error) {
    store.messages.warning("tag " + base::quoted(name) + " was not made: " + error.what());
  }
}

/// What a run of that commit needs before it is claimed.
void prepare(const Store& store, const Record& original, const git::Oid& commit) {
  experiment::prepare_folders(store);
  // Not to refuse an equal run, as exp-run does, but what killed ones left is settled by that look.
  (void)experiment::active_runs_of(store, original.tag);
  experiment::keep_commit(store, commit);
  make_tag(store, original, commit);
}

}  // namespace

Rerun rerun(const Store& live, const experiment::ResolvedRun& original, const experiment::Seed& seed,
            const Options& options, supervise::Background* background) {
  const git::Oid commit = *git::Oid::parse(original.run.record.commit);
  const experiment::Settings settings = experiment::load_settings_of(live.repository, commit, live.settings);
  const Store store{live.repository, settings, live.messages};
  supervise::check_metric_patterns(settings.metric_patterns);
  supervise::CodePlace place(store, commit, original.name,
                             background ? supervise::Start::later : supervise::Start::now);
  prepare(store, original.run.record, commit);
  const auto fork = experiment::find_fork_point_of(store, original.run);
  Rerun again;
  again.record = describe_rerun(original.run.record, seed, options, place.is_isolated());
  if (fork) describe_fork(*fork, original.run.record, again.record);
  again.paths = place.claim(again.record);
  store.messages.note(again.record.run + " · again " + base::printable(original.name) + " · seed " +
                      std::to_string(seed.root) + " · " + again.paths.folder);
  if (fork) experiment::adopt_checkpoint(store, *fork, again.record, again.paths);
  supervise::Attendance attendance;
  attendance.timeout_ms = options.timeout_ms;
  attendance.notify = options.notify;
  attendance.resume_from = experiment::forked_checkpoint(again.record, again.paths);
  if (background) {
    supervise::tell_detached(store, again.record);
    if (options.verbosity.quiet) cli::print(again.record.run + "\n");
    background->let_go(again.paths.supervisor_log());
    attendance.in_background = true;
  }
  again.exit_status = place.attend(again.record, again.paths, attendance).exit_status;
  return again;
}

int queue_reruns(const Store& live, const experiment::ResolvedRun& original, const std::vector<experiment::Seed>& seeds,
                 const Options& options) {
  const git::Oid commit = *git::Oid::parse(original.run.record.commit);
  const experiment::Settings settings = experiment::load_settings_of(live.repository, commit, live.settings);
  const Store store{live.repository, settings, live.messages};
  supervise::check_metric_patterns(settings.metric_patterns);
  prepare(store, original.run.record, commit);
  const auto fork = experiment::find_fork_point_of(store, original.run);
  const auto record_at = [&](std::size_t i) {
    Record record = describe_rerun(original.run.record, seeds[i], options, false);
    if (fork) experiment::note_fork(record, *fork);
    record.attempts.clear();
    record.state = experiment::State::queued;
    return record;
  };
  queue::Terms terms;
  terms.timeout_ms = options.timeout_ms;
  terms.notify = options.notify;
  const auto submission = queue::submit_runs(store, terms, seeds.size(), record_at, fork ? &*fork : nullptr);
  if (options.verbosity.quiet)
    for (const auto& run : submission.runs) cli::print(run.run + "\n");
  return queue::leave_behind(store, submission) ? 0 : 1;
}

}  // namespace exp_rerun
