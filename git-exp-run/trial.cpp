#include "trial.h"

#include "base/error.h"
#include "base/file.h"
#include "base/random.h"
#include "base/text.h"
#include "config_file.h"
#include "experiment/liveness.h"
#include "experiment/seed.h"
#include "program_words.h"
#include "supervise/metric_capture.h"
#include "supervise/supervisor.h"

namespace exp_run {
namespace {

std::string trial_folder(const experiment::Store& store) {
  return base::path_join(store.settings.result_dir, ".trial");
}

/// Earlier trials go, but those that still run: their claim tells.
void remove_earlier(const std::string& folder) {
  for (const auto& name : base::find_entries(folder).value_or(std::vector<std::string>{})) {
    if (!base::is_uuid(name)) continue;
    const std::string trial = base::path_join(folder, name);
    const auto owner = experiment::parse_owner(base::read_file(experiment::RunPaths{trial}.claim(1)).bytes);
    if (!owner || experiment::find_life(*owner) == experiment::Life::gone) base::remove_tree(trial);
  }
}

/// As for a run; without a tag there is only what was typed, and exp.command.
ProgramWords choose_trial_program(const experiment::Store& store, const Options& options) {
  Experiment experiment;
  experiment.tag = experiment.base = options.tag.value_or("trial");
  if (options.tag) refuse_program_as_tag(store, options);
  if (options.tag || !options.command.empty() || !store.settings.command_words.empty())
    return choose_program(store, options, experiment);
  throw base::UserError("no command: none was given, and exp.command is not set", {"git exp-run --trial -- <command>"});
}

experiment::Record describe_trial(const experiment::Store& store, const Options& typed) {
  const auto config = find_typed_config(store, typed, nullptr);
  const Options options = named_after(config, typed);
  experiment::Record record;
  record.uuid = base::random_uuid();
  record.run = ".trial/" + record.uuid;
  record.tag = options.tag.value_or("trial");
  if (const auto head = store.repository.find_head()) record.commit = head->hex();
  const ProgramWords program = choose_trial_program(store, options);
  note_config_of(store, config, program, nullptr, record);
  record.command = program.words;
  record.cwd = store.repository.location().prefix;
  record.overrides = program.overrides;
  record.env = program.env;
  const bool fixed = options.seed || options.fix_seed;
  record.seed.root = options.seed ? *options.seed : fixed ? store.settings.seed : experiment::draw_seed();
  const experiment::Owner self = experiment::this_process();
  record.user = self.user;
  record.host = self.host;
  record.created = record.updated = base::now();
  record.attempts.emplace_back();
  record.attempts.back().started = record.created;
  record.state = experiment::State::running;
  return record;
}

}  // namespace

int run_trial(const experiment::Store& store, const Options& options) {
  experiment::Record record = describe_trial(store, options);
  const experiment::RunPaths paths{base::path_join(trial_folder(store), record.uuid)};
  supervise::check_metric_patterns(store.settings.metric_patterns);
  experiment::prepare_folders(store);
  remove_earlier(trial_folder(store));
  base::make_folders(paths.folder);
  std::optional<std::string> other;
  experiment::claim_attempt(paths, 1, other);

  supervise::Attendance attendance;
  attendance.recorded = false;
  attendance.timeout_ms = options.timeout_ms;
  attendance.code_top = store.repository.location().top;
  attendance.folder = base::path_join(store.repository.location().top, record.cwd);
  const int status = supervise::supervise_attempt(store, record, paths, attendance).exit_status;
  store.messages.note("a trial: no record; its files are in " + base::quoted(paths.folder) + " until the next one");
  return status;
}

}  // namespace exp_run
