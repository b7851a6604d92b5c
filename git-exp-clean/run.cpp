#include "run.h"

#include <cstdlib>
#include <optional>

#include "base/error.h"
#include "base/size.h"
#include "base/text.h"
#include "base/trace.h"
#include "cli/colour.h"
#include "cli/messages.h"
#include "cli/output.h"
#include "cli/pager.h"
#include "cli/run_main.h"
#include "experiment/deletion.h"
#include "experiment/settings.h"
#include "experiment/trust.h"
#include "listing.h"
#include "mentions.h"
#include "names.h"
#include "selection.h"

namespace exp_clean {
namespace {

using experiment::Store;

/// Everything that is known, and whether some of it could not be read.
struct Known {
  std::vector<experiment::KnownRun> runs;
  bool is_doubtful = false;
};

Known load_known(const Store& store) {
  base::CollectedMessages said;
  const Store listening{store.repository, store.settings, said};
  // Without the values, which are nearly all of a record, and which a tombstone does not have.
  experiment::RecordExtract extract;
  extract.has_the_rest = true;
  Known known{experiment::load_all_runs(listening, &extract), !said.lines().empty()};
  for (const auto& line : said.lines()) store.messages.warning(line.starts_with("warning: ") ? line.substr(9) : line);
  return known;
}

class Command {
 public:
  Command(const Options& options, const Store& store, cli::TerminalMessages& messages)
      : options_(options), store_(store), messages_(messages) {}

  int run() {
    const base::Trace trace("clean");
    finish_interrupted();
    const Known known = load_known(store_);
    selection_ = select_runs(store_, known.runs, options_.words);
    for (const auto& run : selection_.runs) plan(run);
    names_ = find_needless_names(store_, known.runs, selection_.runs, selection_.tags, known.is_doubtful);
    const bool refused = tell_refusals();
    if (!options_.force || refused) show(false);
    if (selection_.fetched > 0)
      messages_.note(base::count_of(selection_.fetched, "fetched run is", "fetched runs are") +
                     " left alone: only who made them can remove them");
    if (refused) return cli::status_no;
    if (runs_.empty() && names_.tags.empty() && names_.commits.empty()) return tell_nothing();
    tell_mentions(store_, known.runs, selection_.runs);
    if (options_.force) return remove();
    for (const auto& kept : names_.kept) messages_.note(kept);
    messages_.hint("to remove this: " + command_line());
    return 0;
  }

 private:
  void finish_interrupted() {
    try {
      for (const auto& run : experiment::finish_deletions(store_))
        messages_.note("removed what another command has left of " + base::quoted(run));
      if (!experiment::read_tombstones(store_).empty()) experiment::publish_pending(store_);
    } catch (const base::UserError& error) {
      messages_.warning(error.what());
    }
  }

  void plan(const experiment::ResolvedRun& run) {
    PlannedRun planned;
    planned.run = run;
    planned.state = experiment::find_run_state(run.run);
    planned.size = experiment::measure_folder(run.run.folder);
    planned.refusal = find_refusal(run.run, planned.state, planned.size, experiment::is_own(store_, run.run), options_);
    runs_.push_back(std::move(planned));
  }

  bool tell_refusals() {
    bool refused = false;
    std::string last_hint;
    for (const auto& planned : runs_) {
      if (planned.refusal.reason.empty()) continue;
      refused = true;
      messages_.error(base::quoted(planned.run.name) + " " + planned.refusal.reason);
      // Of many that have finished, it is said once what helps.
      if (!planned.refusal.hint.empty() && planned.refusal.hint != last_hint) messages_.hint(planned.refusal.hint);
      last_hint = planned.refusal.hint;
    }
    if (refused) messages_.note("nothing is removed");
    return refused;
  }

  int tell_nothing() {
    for (const auto& kept : names_.kept) messages_.note(kept);
    messages_.note("there is nothing to remove");
    return cli::status_no;
  }

  void show(bool removed) {
    if (options_.output == Output::json) return cli::print(format_json(runs_, names_, removed));
    if (options_.output == Output::porcelain) return cli::print(format_porcelain(runs_, names_));
    if (removed) return;
    const git::Config& config = store_.repository.config();
    const bool is_shown = cli::is_terminal(1) || std::getenv("GIT_PAGER_IN_USE");
    const std::size_t width = is_shown ? cli::terminal_width() : 0;
    const bool colour = cli::wants_colour(1, config.find("color.exp"), config.find("color.ui"));
    const cli::Pager pager(cli::find_pager(config.find("pager.exp-clean"), config.find("core.pager")));
    cli::print(format_for_people(runs_, names_, base::now(), width, colour));
  }

  std::string command_line() const {
    std::vector<std::string> words{"git", "exp-clean", "--force"};
    if (options_.finished) words.emplace_back("--finished");
    if (options_.presumed_lost) words.emplace_back("--presumed-lost");
    words.insert(words.end(), options_.words.begin(), options_.words.end());
    return base::shell_join(words);
  }

  int remove() {
    std::optional<base::UserError> trouble;
    for (const auto& planned : runs_) {
      try {
        experiment::mark_deleted(store_, planned.run.run);
      } catch (const base::UserError& error) {
        trouble = error;
        break;
      }
      messages_.note("removed " + base::printable(planned.run.name) + " (" + planned.state.text() + ", " +
                     (planned.run.run.folder.empty() ? "no folder" : base::format_size(planned.size.bytes)) + ")");
    }
    // What has been done is finished all the same.
    (void)experiment::finish_deletions(store_);
    publish();
    if (trouble) throw base::UserError(*trouble);
    remove_needless_names();
    show(true);
    return 0;
  }

  void remove_needless_names() {
    // Anew: somebody may have started a run meanwhile.
    const Known known = load_known(store_);
    names_ = find_needless_names(store_, known.runs, selection_.runs, selection_.tags, known.is_doubtful);
    remove_names(store_, names_);
    for (const auto& kept : names_.kept) messages_.note(kept);
  }

  /// The tombstones count here already; for others they wait, if they cannot be written now.
  void publish() {
    try {
      experiment::publish_pending(store_);
      return;
    } catch (const base::UserError& error) {
      messages_.warning(error.what());
      for (const auto& hint : error.hints()) messages_.hint(hint);
    }
    messages_.hint("the runs are removed here; to publish that: git exp-record --pending");
  }

  const Options& options_;
  const Store& store_;
  cli::TerminalMessages& messages_;
  Selection selection_;
  std::vector<PlannedRun> runs_;
  Names names_;
};

}  // namespace

int run(const Options& options) {
  cli::TerminalMessages messages(options.verbosity);
  auto repository = git::Repository::open({.with_objects = true});
  const auto settings = experiment::load_settings(repository);
  const Store store{repository, settings, messages};
  experiment::tell_places(store);
  return Command(options, store, messages).run();
}

}  // namespace exp_clean
