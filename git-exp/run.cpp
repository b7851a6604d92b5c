#include "run.h"

#include <algorithm>

#include "base/error.h"
#include "cli/messages.h"
#include "cli/output.h"
#include "commands.h"
#include "dispatch.h"
#include "experiment/index.h"
#include "experiment/remote_records.h"
#include "experiment/summaries.h"
#include "overview.h"

namespace exp_overview {
namespace {

/// Whether it has runs.
bool show_repository(cli::TerminalMessages& messages) {
  auto repository = git::Repository::open();
  const auto settings = experiment::load_settings(repository);
  const experiment::Store store{repository, settings, messages};
  const auto summarise = [](std::vector<experiment::KnownRun> runs) {
    return pack_overview(make_overview(runs, experiment::find_liveness));
  };
  Overview overview;
  for (const auto& part : experiment::load_summaries(store, {"overview", "1", summarise}))
    add(overview, unpack_overview(part));
  for (auto& tag : experiment::tagged_experiments(store)) overview.experiments.insert(std::move(tag));
  cli::print(format_overview(overview, base::now()));
  if (overview.runs == 0) experiment::hint_at_remote_records(store);
  return overview.runs > 0;
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
