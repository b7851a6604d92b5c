#include "run.h"

#include <cstdlib>

#include "base/error.h"
#include "base/text.h"
#include "base/trace.h"
#include "cli/colour.h"
#include "cli/messages.h"
#include "cli/output.h"
#include "cli/pager.h"
#include "cli/run_main.h"
#include "code.h"
#include "comparison.h"
#include "experiment/settings.h"
#include "for_programs.h"
#include "page.h"
#include "side.h"

namespace exp_diff {
namespace {

class Command {
 public:
  Command(const Options& options, const experiment::Store& store)
      : options_(options), store_(store), config_(store.repository.config()) {}

  int run() {
    const base::Trace trace("compare runs");
    sides_ = find_sides(store_, options_.words, options_.environment);
    differences_ = find_differences(sides_, options_, store_.settings.metrics);
    shows_text_ = options_.code && sides_.size() == 2 && options_.output == Output::people;
    if (options_.code) code_ = compare_trees(store_.repository, sides_);
    if (options_.code && !shows_text_) add_commits();
    const bool is_shown = cli::is_terminal(1) || std::getenv("GIT_PAGER_IN_USE");
    look_ = {is_shown ? cli::terminal_width() : 0,
             cli::wants_colour(1, config_.find("color.exp"), config_.find("color.ui"))};
    {
      const cli::Pager pager(cli::find_pager(config_.find("pager.exp-diff"), config_.find("core.pager")));
      show();
    }
    tell();
    if (code_ == CodeState::unknown) return cli::status_no;
    return options_.exit_code && differs() ? cli::status_no : 0;
  }

 private:
  bool differs() const { return !differences_.empty() || code_ != CodeState::same; }

  /// Where the code itself is not shown, its commits stand for it.
  void add_commits() {
    if (code_ == CodeState::same) return;
    Difference difference{Section::code, "commit", {}};
    for (const auto& side : sides_) difference.values.push_back(base::Json::string(side.commit));
    differences_.push_back(std::move(difference));
  }

  void show() {
    if (options_.output == Output::json) return cli::print(format_json(sides_, differences_));
    if (options_.output == Output::porcelain) return cli::print(format_porcelain(sides_, differences_));
    cli::print(format_sides(sides_, base::now(), look_));
    if (sides_.size() == 2) {
      cli::print(format_pair(sides_, differences_, look_));
    } else {
      const TableText table = format_table(sides_, differences_, look_);
      cli::print(table.text);
      dropped_ = table.dropped_columns;
    }
    if (shows_text_) show_text();
    if (!differs()) cli::print("\nno differences\n");
  }

  void show_text() {
    if (code_ == CodeState::unknown || sides_[0].commit == sides_[1].commit) return;
    if (code_ == CodeState::same) return cli::print("\nthe commits differ, their files do not\n");
    cli::print("\n" + format_title("code", look_));
    code_ = show_code(sides_[0], sides_[1], options_, config_, look_.colour);
  }

  /// Behind the pager, which would hide it.
  void tell() {
    if (dropped_ > 0)
      store_.messages.note(base::count_of(dropped_, "run does", "runs do") + " not fit into the terminal's " +
                           std::to_string(look_.width) + " columns (--json and --porcelain have all)");
    if (options_.code && code_ == CodeState::unknown)
      warn_of_missing_commits(store_.repository, sides_, store_.messages);
    for (const auto& side : sides_)
      if (options_.code && side.run && !side.run->record.drift.empty())
        store_.messages.warning("while " + base::quoted(side.name) + " ran, " +
                                base::count_of(side.run->record.drift.size(), "file was", "files were") +
                                " changed in the work tree: its commit may not be all of its code");
    for (const auto& side : sides_)
      if (options_.environment && side.can_be_compared() && side.environment.members().empty())
        store_.messages.note("nothing is known of the environment of " + base::quoted(side.name));
  }

  const Options& options_;
  const experiment::Store& store_;
  const git::Config& config_;
  std::vector<Side> sides_;
  std::vector<Difference> differences_;
  Look look_;
  bool shows_text_ = false;
  CodeState code_ = CodeState::same;
  std::size_t dropped_ = 0;
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

}  // namespace exp_diff
