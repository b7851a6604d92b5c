#include "run.h"

#include <unistd.h>

#include "base/error.h"
#include "base/text.h"
#include "cancel.h"
#include "choice.h"
#include "cli/messages.h"
#include "cli/run_main.h"
#include "request.h"
#include "waiting.h"

namespace exp_stop {
namespace {

/// What the folder says by now.
experiment::ResolvedRun look_again(const experiment::ResolvedRun& run) {
  experiment::RunWatch watch(run.run);
  experiment::ResolvedRun now = run;
  if (!run.run.folder.empty() && !run.run.is_copy && watch.look()) now.run.record = watch.record();
  return now;
}

Asked ask(const experiment::Store& store, experiment::ResolvedRun& run, const Options& options,
          std::set<std::string>& submissions) {
  constexpr int most_tries = 100;
  Asked asked;
  for (int tries = 0; tries < most_tries; ++tries) {
    run = look_again(run);
    asked = ask_to_stop(store, run, options, submissions);
    if (asked.what != Asked::What::started) return asked;
    // Between the claim of an attempt and the record of it lie some milliseconds.
    ::usleep(10'000);
  }
  throw base::UserError(base::quoted(run.name) + " is claimed by somebody who does not start it",
                        {"git exp-status   shows the runs"});
}

}  // namespace

int run(const Options& options) {
  cli::TerminalMessages messages(options.verbosity);
  git::Repository repository = git::Repository::open({.with_objects = true});
  const experiment::Settings settings = experiment::load_settings(repository);
  const experiment::Store store{repository, settings, messages};
  experiment::tell_places(store);
  std::vector<Stopping> stopping;
  std::set<std::string> submissions;
  Choice choice = choose_runs(store, options);
  std::size_t failed = choice.unmatched;
  for (auto& chosen : choice.runs) {
    try {
      const Asked asked = ask(store, chosen, options, submissions);
      if (asked.what == Asked::What::asked) stopping.push_back({chosen, asked.attempt});
      if (asked.what == Asked::What::unheard) ++failed;
    } catch (const base::UserError& error) {
      messages.error(error.what());
      for (const auto& hint : error.hints()) messages.hint(hint);
      ++failed;
    }
  }
  for (const auto& id : submissions) remove_if_done(store, id);
  if (options.wait) failed += wait_for_end(store, stopping, options);
  return failed == 0 ? 0 : cli::status_no;
}

}  // namespace exp_stop
