#include "run.h"

#include <cstdlib>

#include "base/error.h"
#include "base/file.h"
#include "base/terminal_filter.h"
#include "base/text.h"
#include "cli/colour.h"
#include "cli/messages.h"
#include "cli/output.h"
#include "cli/pager.h"
#include "experiment/default_run.h"
#include "experiment/run_log.h"
#include "experiment/run_state.h"
#include "follow.h"

namespace exp_log {
namespace {

using experiment::LogPart;
using experiment::ResolvedRun;
using experiment::RunLog;

ResolvedRun choose_run(const experiment::Store& store, const Options& options) {
  if (!options.run) {
    auto chosen = experiment::find_default_run(store);
    store.messages.note(base::printable(chosen.run.name) + ": " + chosen.reason);
    return std::move(chosen.run);
  }
  auto runs = experiment::find_runs_meant(store, *options.run);
  if (runs.size() == 1) return std::move(runs.front());
  std::vector<std::string> hints;
  for (std::size_t i = 0; i < runs.size() && i < 10; ++i)
    hints.push_back("git exp-log " + base::shell_quote(runs[i].name));
  throw base::UserError(base::quoted(*options.run) + " means " + base::count_of(runs.size(), "run", "runs") +
                            ", and one log is shown at a time",
                        hints);
}

LogPart choose_part(const RunLog& log, const Options& options) {
  LogPart part = options.attempt ? log.attempt(*options.attempt) : log.whole();
  return options.lines ? log.last_lines(part, *options.lines) : part;
}

bool is_waited_for(const ResolvedRun& run) {
  return experiment::find_run_state(run.run).is_active() &&
         !base::path_exists(experiment::RunPaths{run.run.folder}.log());
}

void show(const experiment::Store& store, const RunLog& log, LogPart part) {
  const git::Config& config = store.repository.config();
  const bool is_shown = cli::is_terminal(1) || std::getenv("GIT_PAGER_IN_USE");
  base::TerminalFilter filter(cli::wants_colour(1, config.find("color.exp"), config.find("color.ui")));
  const cli::Pager pager(cli::find_pager(config.find("pager.exp-log"), config.find("core.pager")));
  log.copy(part, [&](std::string_view bytes) { cli::print(is_shown ? filter.feed(bytes) : bytes); });
  cli::print(filter.finish());
}

int follow_run(const experiment::Store& store, const ResolvedRun& run, const Options& options) {
  if (run.run.folder.empty()) throw experiment::missing_folder_error(run.run, run.name);
  std::int64_t begin = 0;
  // A queued run has no log yet.
  if (!is_waited_for(run)) {
    const RunLog log(run.run, run.name);
    if (options.lines) begin = choose_part(log, options).begin;
  }
  const git::Config& config = store.repository.config();
  return follow(store, run, begin,
                {cli::is_terminal(1), cli::wants_colour(1, config.find("color.exp"), config.find("color.ui"))});
}

}  // namespace

int run(const Options& options) {
  cli::TerminalMessages messages(options.verbosity);
  auto repository = git::Repository::open({.with_objects = true});
  const auto settings = experiment::load_settings(repository);
  const experiment::Store store{repository, settings, messages};
  experiment::tell_places(store);
  const ResolvedRun chosen = choose_run(store, options);
  if (options.follow) return follow_run(store, chosen, options);
  if (!chosen.run.folder.empty() && is_waited_for(chosen))
    throw base::UserError(base::quoted(chosen.name) + " has not printed anything yet",
                          {"git exp-log -f " + base::shell_quote(chosen.name) + "   waits for it"}, 1);
  const RunLog log(chosen.run, chosen.name);
  show(store, log, choose_part(log, options));
  return 0;
}

}  // namespace exp_log
