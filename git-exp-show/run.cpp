#include "run.h"

#include <cstdlib>

#include "base/error.h"
#include "base/file.h"
#include "base/terminal_filter.h"
#include "choice.h"
#include "cli/colour.h"
#include "cli/messages.h"
#include "cli/output.h"
#include "cli/pager.h"
#include "cli/run_main.h"
#include "details.h"
#include "experiment/environment_diff.h"
#include "experiment/next_step.h"
#include "experiment/run_log.h"
#include "for_programs.h"
#include "overview.h"
#include "surroundings.h"

namespace exp_show {
namespace {

constexpr std::size_t most_files_in_short = 30, most_files = 10'000;

class Command {
 public:
  Command(const Options& options, const experiment::Store& store, cli::TerminalMessages& messages)
      : options_(options), store_(store), messages_(messages), now_(base::now()) {}

  int run() {
    auto runs = choose_runs(store_, options_.runs);
    if (options_.path) {
      for (const auto& chosen : runs) print_path(chosen);
    } else if (options_.form == Form::text) {
      show_pages(std::move(runs));
    } else {
      print_for_programs(std::move(runs));
    }
    return is_complete_ ? 0 : cli::status_no;
  }

 private:
  void print_path(const experiment::ResolvedRun& run) {
    if (run.run.folder.empty() || !base::is_folder(run.run.folder))
      return say(experiment::missing_folder_error(run.run, run.name));
    cli::print(run.run.folder + "\n");
  }

  void show_pages(std::vector<experiment::ResolvedRun> runs) {
    const git::Config& config = store_.repository.config();
    const bool is_shown = cli::is_terminal(1) || std::getenv("GIT_PAGER_IN_USE");
    const bool colour = cli::wants_colour(1, config.find("color.exp"), config.find("color.ui"));
    const std::size_t width = is_shown ? cli::terminal_width() : 0;
    std::string next;
    std::vector<base::UserError> errors;  // said when the pager is left: it would draw over them
    {
      is_one_of_several_ = runs.size() > 1;
      const cli::Pager pager(cli::find_pager(config.find("pager.exp-show"), config.find("core.pager")));
      for (std::size_t i = 0; i < runs.size(); ++i) {
        if (i > 0) cli::print("\n");
        const Details details = find_details(store_, std::move(runs[i]), now_);
        Page page(width, colour);
        options_.sections.any() ? show_sections(details, page, errors) : show_all(details, page);
        cli::print(page.take());
        if (!options_.sections.any()) next = experiment::next_step(store_, details.resolved, details.state);
        if (options_.sections.log) print_log(details, is_shown, colour, errors);
      }
    }
    for (const auto& error : errors) say(error);
    if (runs.size() == 1 && !next.empty() && !options_.verbosity.quiet) messages_.hint(next);
  }

  void show_all(const Details& details, Page& page) const {
    show_identity(details, now_, page);
    show_attempts(details, now_, page);
    show_params(details, page);
    show_metrics(details, store_.settings.metrics, page);
    show_edits(details, now_, page);
    show_environment_in_short(experiment::read_run_environment(details.run()), page);
    if (const auto files = list_files(details.run().folder, false, most_files_in_short)) show_files(*files, page);
  }

  void show_sections(const Details& details, Page& page, std::vector<base::UserError>& errors) const {
    const Sections& sections = options_.sections;
    // One section of one run speaks for itself, and a log can be put into a file.
    if (sections.count() > 1 || is_one_of_several_) page.heading(details.name());
    if (sections.params) show_params(details, page);
    if (sections.metrics) show_metrics(details, store_.settings.metrics, page);
    if (sections.environment) show_environment(experiment::read_run_environment(details.run()), page);
    if (!sections.files) return;
    if (const auto files = list_files(details.run().folder, true, most_files))
      show_files(*files, page);
    else
      errors.push_back(experiment::missing_folder_error(details.run(), details.name()));
  }

  void print_log(const Details& details, bool is_shown, bool colour, std::vector<base::UserError>& errors) const {
    try {
      const experiment::RunLog log(details.run(), details.name());
      base::TerminalFilter filter(colour);
      log.copy(log.whole(), [&](std::string_view bytes) { cli::print(is_shown ? filter.feed(bytes) : bytes); });
      cli::print(filter.finish());
    } catch (const base::UserError& error) {
      errors.push_back(error);
    }
  }

  void print_for_programs(std::vector<experiment::ResolvedRun> runs) {
    const Sections& sections = options_.sections;
    const bool is_one = runs.size() == 1 && options_.runs.size() <= 1;
    base::Json all = base::Json::array();
    std::string lines;
    for (auto& chosen : runs) {
      const Details details = find_details(store_, std::move(chosen), now_);
      const base::Json environment =
          sections.environment ? experiment::read_run_environment(details.run()) : base::Json::object();
      const auto files = sections.files ? list_files(details.run().folder, true, SIZE_MAX) : std::nullopt;
      if (sections.files && !files) say(experiment::missing_folder_error(details.run(), details.name()));
      if (options_.form == Form::json) {
        all.push_back(to_json(details, sections, environment, files));
      } else {
        if (!lines.empty()) lines += "\n";
        lines += to_lines(details, sections, environment, files);
      }
    }
    cli::print(options_.form == Form::porcelain ? lines : is_one ? all.items().front().pretty() : all.pretty());
  }

  void say(const base::UserError& error) {
    is_complete_ = false;
    messages_.error(error.what());
    for (const auto& hint : error.hints()) messages_.hint(hint);
  }

  const Options& options_;
  const experiment::Store& store_;
  cli::TerminalMessages& messages_;
  const base::Timestamp now_;
  bool is_complete_ = true;
  bool is_one_of_several_ = false;
};

}  // namespace

int run(const Options& options) {
  cli::TerminalMessages messages(options.verbosity);
  auto repository = git::Repository::open({.with_objects = true});
  const auto settings = experiment::load_settings(repository);
  const experiment::Store store{repository, settings, messages};
  experiment::tell_places(store);
  return Command(options, store, messages).run();
}

}  // namespace exp_show
