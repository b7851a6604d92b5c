#include "choice.h"

#include <unordered_set>
#include <utility>

#include "base/error.h"
#include "base/text.h"
#include "experiment/active.h"
#include "experiment/default_run.h"
#include "experiment/liveness.h"
#include "experiment/run_state.h"
#include "queue/notes_of_runs.h"

namespace exp_stop {
namespace {

using experiment::ResolvedRun;

std::vector<ResolvedRun> active_runs(const experiment::Store& store) {
  std::vector<ResolvedRun> active;
  for (auto& run : experiment::load_marked_runs(store))
    if (experiment::find_run_state(run).is_active()) active.push_back({run.record.run, std::move(run)});
  // A run that is to be taken up again will be active.
  for (const auto& open : queue::read_all_retries(store))
    if (auto run = queue::find_run_of_retry(store, open.retry)) active.push_back({open.retry.run, std::move(*run)});
  return active;
}

const std::string& user_of(const experiment::Record& record) {
  return record.attempts.empty() ? record.user : record.attempts.back().user;
}

/// A colleague's runs are stopped by name only.
std::vector<ResolvedRun> own_runs(const experiment::Store& store) {
  std::vector<ResolvedRun> runs = active_runs(store);
  const std::string user = experiment::user_name();
  const std::size_t others =
      std::erase_if(runs, [&](const ResolvedRun& run) { return user_of(run.run.record) != user; });
  if (others > 0) {
    store.messages.note(base::count_of(others, "active run of another user is", "active runs of other users are") +
                        " left alone");
    store.messages.hint("name them to stop them: git exp-stop <run>");
  }
  if (runs.empty()) store.messages.note("no run of yours is active");
  return runs;
}

ResolvedRun current_run(const experiment::Store& store) {
  auto current = experiment::find_current_run(store);
  if (!current) throw base::UsageError("which run? Name one, or give '--all'");
  store.messages.note(base::printable(current->run.name) + ": " + current->reason);
  return std::move(current->run);
}

}  // namespace

Choice choose_runs(const experiment::Store& store, const Options& options) {
  if (options.all) return {own_runs(store)};
  if (options.words.empty()) return {{current_run(store)}};
  Choice choice;
  std::vector<ResolvedRun> active;
  std::unordered_set<std::string> seen;
  const auto choose = [&](const ResolvedRun& run) {
    if (seen.insert(run.run.record.uuid).second) choice.runs.push_back(run);
  };
  bool has_looked = false;
  for (const auto& word : options.words) {
    if (!base::is_glob(word)) {
      choose(experiment::resolve_run(store, word));
      continue;
    }
    if (!std::exchange(has_looked, true)) active = active_runs(store);
    bool any = false;
    for (const auto& run : active)
      if (base::matches_glob(run.name, word) || base::matches_glob(run.run.record.tag, word)) {
        choose(run);
        any = true;
      }
    if (any) continue;
    store.messages.note("no active run matches " + base::quoted(word));
    ++choice.unmatched;
  }
  return choice;
}

}  // namespace exp_stop
