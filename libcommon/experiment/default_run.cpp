#include "experiment/default_run.h"

#include <algorithm>

#include "base/error.h"
#include "base/text.h"
#include "experiment/current.h"

namespace experiment {
std::vector<ResolvedRun> find_runs_meant(const Store& store, const std::string& word) {
  std::vector<ResolvedRun> runs = find_runs_called(store, word);
  if (runs.empty()) {
    try {
      return resolve_runs(store, {word});
    } catch (const base::UserError& error) {
      if (!error.hints().empty()) throw;
      throw base::UserError(error.what(), {"git exp-list -r   lists the runs"}, error.status());
    }
  }
  const auto here = std::find_if(runs.begin(), runs.end(), [](const auto& run) { return !run.run.folder.empty(); });
  if (runs.size() == 1 || here == runs.end()) return runs;
  std::vector<std::string> others;
  for (auto run = runs.begin(); run != runs.end(); ++run)
    if (run != here)
      others.push_back(base::quoted(run->name) + (run->run.remote.empty() ? "" : " (" + run->run.remote + ")"));
  store.messages.note(base::quoted(word) + " is also the name of " + base::join(others, ", "));
  return {std::move(*here)};
}

std::optional<DefaultRun> find_current_run(const Store& store) {
  const auto current = find_current(store);
  if (!current) return std::nullopt;
  return DefaultRun{resolve_current(store, *current), current->of_shell ? "GIT_EXP_CURRENT names it"
                                                      : !current->uuid.empty()
                                                          ? "the current run (git exp-use)"
                                                          : "the latest run of the current experiment (git exp-use)"};
}

DefaultRun find_default_run(const Store& store) {
  if (auto current = find_current_run(store)) return std::move(*current);
  if (find_last_run_name(store)) return {resolve_run(store, "@"), "the run that you last started here"};
  std::optional<KnownRun> newest;
  if (const auto head = store.repository.find_head())
    for (const auto& tag : experiments_at(store, *head)) {
      auto run = find_latest_run(store, tag);
      if (run && (!newest || newest->record.created < run->record.created)) newest = std::move(run);
    }
  if (newest) return {resolve_run(store, newest->record.tag), "the newest run at HEAD"};
  throw base::UserError("no run was started here, and no experiment has a run at HEAD",
                        {"name one: <experiment>/<id>; git exp-list -r   lists them"});
}

}  // namespace experiment
