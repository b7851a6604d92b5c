#include "run.h"

#include "base/error.h"
#include "base/file.h"
#include "base/random.h"
#include "base/text.h"
#include "base/trace.h"
#include "cli/messages.h"
#include "cli/output.h"
#include "code.h"
#include "config_file.h"
#include "dry_run.h"
#include "experiment.h"
#include "experiment/fork.h"
#include "experiment/liveness.h"
#include "experiment/seed.h"
#include "experiment/seed_file.h"
#include "fork.h"
#include "preconditions.h"
#include "program_words.h"
#include "submit.h"
#include "supervise/background.h"
#include "supervise/code_place.h"
#include "supervise/metric_capture.h"
#include "supervise/supervisor.h"
#include "trial.h"

namespace exp_run {
namespace {

experiment::Seed choose_seed(const experiment::Settings& settings, const Options& options) {
  if (options.seed) return {*options.seed, true, "--seed"};
  if (options.fix_seed) return {settings.seed, true, "-f"};
  return {experiment::draw_seed(), false, "drawn"};
}

/// The record as far as it is known before an id is claimed. The attempt is ours from the start: a run killed before its
/// program started is lost, not waiting.
experiment::Record describe_run(const experiment::Store& store, const Options& options, const Experiment& experiment,
                                const ProgramWords& program, const Code& code, const experiment::ForkPoint* fork) {
  experiment::Record record;
  record.attempts.push_back(experiment::attempt_of_this_process(1));
  record.uuid = base::random_uuid();
  record.commit = code.commit.hex();
  record.tag = experiment.tag;
  record.command = program.words;
  record.cwd = store.repository.location().prefix;
  record.overrides = program.overrides;
  record.env = program.env;
  record.seed = choose_seed(store.settings, options);
  record.user = record.attempts.back().user;
  record.host = record.attempts.back().host;
  record.created = record.updated = record.attempts.back().started;
  record.message = options.message;
  if (!program.extra.empty()) {
    base::Json words = base::Json::array();
    for (const auto& word : program.extra) words.push_back(base::Json::string(word));
    record.unknown.set("extra", words);
  }
  if (code.snapshot) experiment::note_snapshot(record, *code.snapshot);
  if (fork) describe_fork(store, *fork, record);
  record.state = experiment::State::running;
  return record;
}

std::string tag_message(const Options& options, const ProgramWords& program) {
  return options.message.empty() ? base::printable(base::shell_join(program.words)) : options.message;
}

/// The pattern is queued: whoever starts it adds the attempt.
Plan plan_of(const experiment::Store& store, const Options& options, const experiment::ForkPoint* fork,
             experiment::Record pattern) {
  pattern.attempts.clear();
  pattern.state = experiment::State::queued;
  return {std::move(pattern), points_of(options.overrides, options.batch), terms_of(store, options), fork};
}

experiment::RunPaths claim(const experiment::Store& store, const Options& options, const experiment::ForkPoint* fork,
                           experiment::Record& record) {
  const experiment::RunPaths paths = experiment::claim_run(store, record);
  std::optional<std::string> other;
  if (!experiment::claim_attempt(paths, record.attempts.back().n, other))
    throw base::UserError(base::quoted(record.run) + " is being started by " + other.value_or("another process"));
  if (!options.again) withdraw_if_active(store, record, paths);
  store.messages.note(record.run + " · seed " + std::to_string(record.seed.root) + " · " + paths.folder);
  if (fork) experiment::adopt_checkpoint(store, *fork, record, paths);
  return paths;
}

/// On return of the command in the foreground the run is ours, and has its folder; its checkout is made then.
int start_detached(const experiment::Store& store, const Options& options, const Code& code,
                   const experiment::ForkPoint* fork, experiment::Record& record) {
  supervise::CodePlace place(store, code.commit, record.tag, supervise::Start::later);
  supervise::Background background;
  if (!background.is_here()) return background.wait();
  record.isolated = place.is_isolated();
  record.attempts.back().pid = experiment::this_process().pid;
  const experiment::RunPaths paths = claim(store, options, fork, record);
  supervise::tell_detached(store, record);
  if (options.verbosity.quiet) cli::print(record.run + "\n");
  background.let_go(paths.supervisor_log());
  supervise::Attendance attendance;
  attendance.in_background = true;
  attendance.timeout_ms = options.timeout_ms;
  attendance.notify = options.notify;
  attendance.resume_from = experiment::forked_checkpoint(record, paths);
  return place.attend(record, paths, attendance).exit_status;
}

int start(const experiment::Store& store, const Options& options, const Code& code, const experiment::ForkPoint* fork,
          experiment::Record& record) {
  experiment::write_seed_file(store.settings, store.repository.location().top, record.seed.root);
  const experiment::RunPaths paths = claim(store, options, fork, record);
  supervise::Attendance attendance;
  attendance.timeout_ms = options.timeout_ms;
  attendance.notify = options.notify;
  attendance.resume_from = experiment::forked_checkpoint(record, paths);
  attendance.code_top = store.repository.location().top;
  attendance.folder = base::path_join(store.repository.location().top, record.cwd);
  attendance.tree = store.repository.location().top;
  if (code.snapshot) attendance.index = code.snapshot->tree.index_path();
  return supervise::supervise_attempt(store, record, paths, attendance).exit_status;
}

}  // namespace

int run(const Options& typed) {
  const base::Trace trace("exp-run");
  cli::TerminalMessages messages(typed.verbosity);
  git::Repository repository = git::Repository::open({.with_status = !typed.trial, .need_work_tree = true});
  const experiment::Settings settings = experiment::load_settings(repository);
  const experiment::Store store{repository, settings, messages};
  experiment::tell_places(store);
  if (typed.trial) return run_trial(store, typed);

  const Code code = require_code(store, typed);
  const auto config = find_typed_config(store, typed, &code);
  const Options options = named_after(config, typed);
  const Experiment experiment = choose_experiment(store, options, code.commit);
  if (!typed.tag && config && experiment.exists) refuse_colliding_config(store, experiment, *config);
  const auto found_fork = find_fork(store, options);
  const experiment::ForkPoint* fork = found_fork ? &*found_fork : nullptr;
  const ProgramWords program = choose_program(store, options, experiment, fork);
  experiment::Record record = describe_run(store, options, experiment, program, code, fork);
  note_config_of(store, config, program, &code, record);
  const bool is_batch = options.batch.wanted();
  if (!options.again && !is_batch) refuse_if_active(store, record);
  const auto plan = is_batch ? std::optional(plan_of(store, options, fork, record)) : std::nullopt;
  tell_code(store, options, code);
  if (options.dry_run && plan) return show_plan(store, *plan);
  if (options.dry_run) return show_dry_run(store, record, experiment.exists);

  supervise::check_metric_patterns(settings.metric_patterns);
  experiment::prepare_folders(store);
  create_experiment(store, experiment, code.commit, tag_message(options, program));
  if (plan) return submit(store, options, *plan);
  return options.detach ? start_detached(store, options, code, fork, record)
                        : start(store, options, code, fork, record);
}

}  // namespace exp_run
