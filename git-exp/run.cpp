#include "run.h"

#include <algorithm>

#include "base/error.h"
#include "cli/messages.h"
#include "cli/output.h"
#include "commands.h"
#include "dispatch.h"
#include "experiment/index.h"
#include "experiment/remote_records.h"
#include "overview.h"

namespace exp_overview {
namespace {

/// Whether it has runs.
bool show_repository(cli::TerminalMessages& messages) {
  auto repository = git::Repository::open();
  const auto settings = experiment::load_settings(repository);
  const experiment::Store store{repository, settings, messages};
  const auto runs = experiment::load_all_runs_in_brief(store);
  const auto tags = experiment::tagged_experiments(store);
  cli::print(format_overview(make_overview(runs, tags, experiment::find_liveness), base::now()));
  if (runs.empty()) experiment::hint_at_remote_records(store);
  return !runs.empty();
}

}  // namespace

int run(const Options& options) {
  if (options.wants_page) become_page(options.command.value_or(""));
  if (options.command) become_command(*options.command, options.arguments);

  cli::TerminalMessages messages;
  bool has_runs = false;
  try {
    has_runs = show_repository(messages);
  } catch (const base::UserError& error) {
    // Here a repository is not needed: the commands are shown all the same.
    messages.note(error.what());
    for (const auto& hint : error.hints()) messages.hint(hint);
  }
  // Who has runs knows the way: the list need not push the state off the screen each time.
  cli::print("\n" + (has_runs ? format_daily_commands(commands()) : format_commands(commands())));
  return 0;
}

}  // namespace exp_overview
