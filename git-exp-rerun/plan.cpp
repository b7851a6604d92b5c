#include "plan.h"

#include "base/error.h"
#include "base/text.h"
#include "cli/question.h"
#include "experiment/default_run.h"
#include "experiment/run_state.h"
#include "experiment/seed.h"
#include "experiment/set_file.h"
#include "experiment/trust.h"
#include "supervise/code_place.h"

namespace exp_rerun {
namespace {

using experiment::ResolvedRun;

std::vector<std::string> words_of(const experiment::Store& store, const Options& options) {
  std::vector<std::string> words = options.runs;
  if (!options.set) return words;
  experiment::check_set_name(*options.set);
  const auto set = experiment::find_set(store, *options.set);
  if (!set)
    throw base::UserError("there is no set " + base::quoted(*options.set),
                          {"git exp-record -s " + base::shell_quote(*options.set) + " <run>...    makes it"});
  for (auto& name : set->runs()) words.push_back(std::move(name));
  if (words.empty()) throw base::UserError("the set " + base::quoted(*options.set) + " is empty");
  return words;
}

std::vector<ResolvedRun> resolve(const experiment::Store& store, const Options& options) {
  if (!options.runs.empty() || options.set) return experiment::resolve_runs(store, words_of(store, options));
  auto current = experiment::find_current_run(store);
  if (!current) throw base::UsageError("which run? None was named, and 'git exp-use' has chosen none");
  store.messages.note(base::printable(current->run.name) + ": " + current->reason);
  return {std::move(current->run)};
}

}  // namespace

void require_repeatable(const experiment::Store& store, const ResolvedRun& resolved, const Options& options) {
  const experiment::KnownRun& run = resolved.run;
  const std::string name = base::quoted(resolved.name);
  if (run.newer_format)
    throw base::UserError("the record of " + name + " was written by a newer git-exp",
                          {"install that version here to run it again"});
  if (run.record.command.empty())
    throw base::UserError("the record of " + name + " names no command: it was imported from an older tool");
  supervise::require_sound_folder(run);
  supervise::require_commit_here(store, run);
  const experiment::RunState state = experiment::find_run_state(run);
  if (options.verify && run.record.state != experiment::State::finished)
    throw base::UserError(name + " did not finish (" + state.text() + "): there are no final metrics to compare with",
                          state.is_active()
                              ? std::vector<std::string>{}
                              : std::vector<std::string>{"git exp-continue " + base::shell_quote(resolved.name)});
}

namespace {

/// As it is stored: nobody has claimed a number for the new run yet.
std::vector<std::string> command_of(const experiment::Store& store, const ResolvedRun& resolved) {
  experiment::Record plain = resolved.run.record;
  plain.attempts.clear();
  return experiment::compose_command(plain, experiment::RunPaths{resolved.run.folder}, store.settings.override_style);
}

}  // namespace

std::vector<ResolvedRun> plan_runs(const experiment::Store& store, const Options& options) {
  std::vector<ResolvedRun> runs = resolve(store, options);
  if (runs.size() > 1 && !options.verify)
    throw base::UserError(base::quoted(options.runs.front()) + " names " + base::count_of(runs.size(), "run", "runs") +
                              ", and one runs at a time",
                          {"git exp-rerun --verify takes several"});
  if (runs.size() == 1) require_repeatable(store, runs.front(), options);
  for (const auto& run : runs)
    experiment::require_trust(store, run.run, command_of(store, run), options.trust, cli::ask);
  return runs;
}

std::vector<experiment::Seed> plan_seeds(const experiment::Record& original, const Options& options) {
  if (options.seed) return {{*options.seed, true, "--seed"}};
  if (options.new_seed) return {{experiment::draw_seed(), false, "drawn"}};
  if (!options.seeds) return {{original.seed.root, true, "rerun"}};
  std::vector<experiment::Seed> seeds;
  for (std::int64_t seed = options.seeds->first; seed <= options.seeds->second; ++seed)
    seeds.push_back({seed, true, "--seeds"});
  return seeds;
}

}  // namespace exp_rerun
