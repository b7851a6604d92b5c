#include "run.h"

#include <algorithm>
#include <cstdlib>
#include <set>
#include <tuple>
#include <unordered_set>

#include "base/error.h"
#include "base/text.h"
#include "base/trace.h"
#include "cli/colour.h"
#include "cli/messages.h"
#include "cli/output.h"
#include "cli/pager.h"
#include "cli/run_main.h"
#include "experiment/live_values.h"
#include "experiment/names.h"
#include "experiment/next_step.h"
#include "experiment/remote_records.h"
#include "experiment_list.h"
#include "experiment_summary.h"
#include "run_list.h"
#include "table/writer.h"

namespace exp_list {
namespace {

using experiment::ExperimentTag;

constexpr std::size_t most_reasons = 3;  ///< of lost runs, below the list

/// What a list of runs needs of each record.
experiment::RecordExtract needed_extract(const experiment::Settings& settings, const Options& options) {
  experiment::RecordExtract extract;
  for (const auto& goal : settings.metrics) extract.metrics.push_back(goal.name);
  extract.first_metrics = 3;
  if (options.sort) extract.metrics.push_back(options.sort->column);
  return extract;
}

std::vector<experiment::KnownRun> load_runs(const experiment::Store& store, const Options& options) {
  const auto extract = needed_extract(store.settings, options);
  auto runs = experiment::load_all_runs(store, &extract);
  for (auto& run : runs) experiment::add_live_values(run.record, run.folder, store.messages);
  return runs;
}

class Command {
 public:
  Command(const Options& options, const experiment::Store& store)
      : options_(options),
        store_(store),
        now_(base::now()),
        known_(options.runs ? load_runs(store, options) : std::vector<experiment::KnownRun>()),
        tags_(experiment::load_experiment_tags(store)),
        runs_(list_runs(known_, now_)) {}

  int run() { return options_.runs ? show_runs() : show_experiments(); }

 private:
  int show_experiments() {
    const auto goals = directed_goals(store_.settings.metrics);
    auto experiments = load_experiments(store_, goals, now_);
    const bool has_runs = !experiments.empty();
    add_tags(experiments, tags_, goals.size());
    const bool any = !experiments.empty();
    std::erase_if(experiments, [&](const Experiment& experiment) {
      return !options_.states.empty() && std::none_of(experiment.states.begin(), experiment.states.end(),
                                                      [&](const auto& state) { return is_wanted_state(state.first); });
    });
    show(
        list_experiments(experiments, goals, now_),
        [&](std::size_t i) { return experiment_to_json(experiments[i], goals); },
        [&](std::size_t i) { return experiment_line(experiments[i], goals); });
    if (!experiments.empty()) {
      // Their names came with the tags, their records did not.
      if (!has_runs) experiment::hint_at_remote_records(store_);
      return 0;
    }
    if (any) return say_no_state("experiment has a run that is");
    store_.messages.note("no experiment yet");
    store_.messages.hint("the first: git exp-run <experiment> -- <command>...");
    if (!has_runs) experiment::hint_at_remote_records(store_);
    return 0;
  }

  int show_runs() {
    auto chosen = chosen_runs();
    const bool any = !chosen.empty();
    if (!options_.states.empty())
      std::erase_if(chosen, [&](const ListedRun& run) { return !is_wanted_state(run.state); });
    std::stable_sort(chosen.begin(), chosen.end(), [](const ListedRun& a, const ListedRun& b) {
      // Of runs that were submitted in one moment the last number is the newest.
      return std::tie(a.record().created, a.record().id) > std::tie(b.record().created, b.record().id);
    });
    const auto metrics = choose_metrics(chosen, store_.settings.metrics);
    show(
        make_run_list(chosen, metrics, store_.settings.metrics, now_),
        [&](std::size_t i) { return run_to_json(chosen[i], metrics); },
        [&](std::size_t i) { return run_line(chosen[i], metrics); });
    if (!chosen.empty()) {
      if (options_.form == Form::text && !options_.verbosity.quiet) {
        say_why_lost(chosen);
        hint_at_next_step(chosen);
      }
      return 0;
    }
    if (any) return say_no_state("run of these is");
    if (!options_.words.empty()) return cli::status_no;  // said where it was looked for
    store_.messages.note("no run yet");
    store_.messages.hint("the first: git exp-run <experiment> -- <command>...");
    if (runs_.empty()) experiment::hint_at_remote_records(store_);
    return 0;
  }

  void say_why_lost(const std::vector<ListedRun>& newest_first) const {
    std::size_t count = 0;
    for (const auto& run : newest_first) {
      if (run.state_reason.empty() || ++count > most_reasons) continue;
      store_.messages.note(base::printable(run.name) + " is " + run.state + ": " + run.state_reason);
    }
    if (count > most_reasons)
      store_.messages.note("and " + std::to_string(count - most_reasons) + " more (git exp-status)");
  }

  /// About the newest of those that ended badly.
  void hint_at_next_step(const std::vector<ListedRun>& newest_first) const {
    for (const auto& run : newest_first) {
      const auto state = experiment::find_run_state(*run.run);
      if (!state.is_unfinished()) continue;
      const std::string step = experiment::next_step(store_, {run.name, *run.run}, state);
      if (!step.empty()) return store_.messages.hint(step);
    }
  }

  bool is_wanted_state(const std::string& state) const {
    return std::find(options_.states.begin(), options_.states.end(), state) != options_.states.end();
  }

  int say_no_state(const std::string& what) const {
    store_.messages.note("no " + what + " " + base::join(options_.states, " or "));
    return cli::status_no;
  }

  /// What the words name, each run once.
  std::vector<ListedRun> chosen_runs() const {
    std::vector<ListedRun> chosen;
    if (options_.words.empty()) {
      for (const auto& run : runs_)
        if (!is_evaluation(run)) chosen.push_back(run);
      return chosen;
    }
    std::unordered_set<const experiment::KnownRun*> seen;
    for (const auto& word : options_.words) {
      const auto named = choose_runs(runs_, word);
      if (named.empty()) say_nothing_named(word);
      for (const auto& run : named)
        if (seen.insert(run.run).second) chosen.push_back(run);
    }
    return chosen;
  }

  /// UserError unless it names an experiment without runs, or is a pattern.
  void say_nothing_named(const std::string& word) const {
    if (base::is_glob(word)) {
      store_.messages.note("no experiment or run matches " + base::quoted(word));
      return;
    }
    for (const auto& tag : tags_)
      if (tag.name == word && tag.has_trailer) {
        store_.messages.note("experiment " + base::quoted(word) + " has no run yet");
        return;
      }
    std::set<std::string> known;
    for (const auto& tag : tags_)
      if (tag.has_trailer) known.insert(tag.name);
    for (const auto& run : runs_) {
      known.insert(run.record().tag);
      if (word.find('/') != word.npos) known.insert(run.record().run);
    }
    std::vector<std::string> hints;
    for (const auto& similar : base::similar_words(word, {known.begin(), known.end()}))
      hints.push_back("did you mean " + base::quoted(similar) + "?");
    if (hints.empty()) hints.push_back("git exp-list   lists them");
    const char* what = experiment::parse_run_name(word) ? "no run is called " : "no experiment is called ";
    throw base::UserError(what + base::quoted(word), hints);
  }

  template <typename ToJson, typename ToLine>
  void show(Listing listing, const ToJson& to_json, const ToLine& to_line) const {
    if (options_.sort) listing.sort(*options_.sort);
    if (options_.limit) listing.keep_first(*options_.limit);
    if (options_.form == Form::text) {
      if (!listing.order().empty()) print_table(listing);
      return;
    }
    std::string text;
    base::Json all = base::Json::array();
    for (const std::size_t i : listing.order()) {
      if (options_.form == Form::json)
        all.push_back(to_json(i));
      else
        text += to_line(i);
    }
    cli::print(options_.form == Form::json ? all.pretty() : text);
  }

  void print_table(const Listing& listing) const {
    const base::Trace trace("print the list");
    const git::Config& config = store_.repository.config();
    table::WriteSettings settings;
    const bool is_shown = cli::is_terminal(1) || std::getenv("GIT_PAGER_IN_USE");
    settings.width = is_shown ? cli::terminal_width() : 0;
    settings.colour = cli::wants_colour(1, config.find("color.exp"), config.find("color.ui"));
    const cli::Pager pager(cli::find_pager(config.find("pager.exp-list"), config.find("core.pager")));
    table::write_grid(listing.grid(), table::Format::text, settings, [](std::string_view piece) { cli::print(piece); });
  }

  const Options& options_;
  const experiment::Store& store_;
  const base::Timestamp now_;
  const std::vector<experiment::KnownRun> known_;
  const std::vector<ExperimentTag> tags_;
  const std::vector<ListedRun> runs_;
};

}  // namespace

int run(const Options& options) {
  cli::TerminalMessages messages(options.verbosity);
  auto repository = git::Repository::open({.with_objects = true});
  const auto settings = experiment::load_settings(repository);
  const experiment::Store store{repository, settings, messages};
  experiment::tell_places(store);
  return Command(options, store).run();
}

}  // namespace exp_list
