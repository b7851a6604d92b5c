#include "run.h"

#include <cstdlib>

#include "base/text.h"
#include "base/trace.h"
#include "cli/colour.h"
#include "cli/messages.h"
#include "cli/output.h"
#include "display.h"
#include "experiment/looks.h"
#include "for_programs.h"
#include "look.h"
#include "queue/resume.h"
#include "watching.h"

namespace exp_status {
namespace {

/// Who never looked wants to know of today.
base::Timestamp look_before(const experiment::Store& store) {
  constexpr std::int64_t day_ms = 86'400'000;
  return experiment::find_last_look(store).value_or(base::Timestamp{base::now().ms - day_ms});
}

void show(const experiment::Store& store, const Look& look) {
  const git::Config& config = store.repository.config();
  const bool is_shown = cli::is_terminal(1) || std::getenv("GIT_PAGER_IN_USE");
  const Display display{is_shown ? cli::terminal_width() : 0,
                        cli::wants_colour(1, config.find("color.exp"), config.find("color.ui"))};
  const std::string text = format_look(look, store.settings.metrics, display);
  if (text.empty()) store.messages.note("nothing runs, waits, or is lost, and nothing has ended since your last look");
  cli::print(text);
  for (const auto& hint : hints_about(look)) store.messages.hint(hint);
}

/// Each in a process of its own; before there is any thread.
void resume(const experiment::Store& store) {
  const std::size_t count = queue::resume(store).size();
  store.messages.note(count == 0 ? "no queued run lacks somebody who starts it"
                                 : base::count_of(count, "submission is", "submissions are") + " taken up");
}

}  // namespace

int run(const Options& options) {
  const base::Trace trace("exp-status");
  cli::TerminalMessages messages(options.verbosity);
  git::Repository repository = git::Repository::open({.with_objects = options.resume});
  const experiment::Settings settings = experiment::load_settings(repository);
  const experiment::Store store{repository, settings, messages};
  experiment::tell_places(store);
  if (options.resume) resume(store);
  const base::Timestamp since = look_before(store);
  if (options.watch) {
    const int status = watch(store, since, options);
    if (options.form == Form::text) experiment::write_last_look(store, base::now());
    return status;
  }
  const Look look = take_look(store, since);
  if (options.form == Form::json) {
    cli::print(look_to_json(look).pretty());
  } else if (options.form == Form::porcelain) {
    for (const auto& item : look.items) cli::print(porcelain_line(item));
  } else {
    show(store, look);
    experiment::write_last_look(store, look.at);
  }
  return 0;
}

}  // namespace exp_status
