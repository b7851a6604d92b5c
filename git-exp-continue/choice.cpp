#include "choice.h"

#include <optional>
#include <vector>

#include "base/error.h"
#include "base/text.h"
#include "experiment/default_run.h"
#include "experiment/run_state.h"

namespace exp_continue {
namespace {

using experiment::ResolvedRun;

bool is_unfinished(const ResolvedRun& run) {
  return experiment::find_run_state(run.run).is_unfinished();
}

/// Nothing for what names no run any more: it was not asked for.
std::optional<ResolvedRun> find_run(const experiment::Store& store, const std::string& word) {
  try {
    return experiment::resolve_run(store, word);
  } catch (const base::UserError&) {
    return std::nullopt;
  }
}

/// A later one that finished does not hide it.
std::optional<ResolvedRun> find_newest_unfinished(const experiment::Store& store, const std::string& tag) {
  const auto runs = experiment::load_runs_of_tag(store, tag);
  std::optional<ResolvedRun> newest;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    if (runs[i].is_copy || runs[i].record.kind != "run" || runs[i].folder.empty()) continue;
    if (newest && newest->run.record.created >= runs[i].record.created) continue;
    ResolvedRun run{experiment::name_among(runs, i), runs[i]};
    if (is_unfinished(run)) newest = std::move(run);
  }
  return newest;
}

std::optional<ResolvedRun> find_unfinished_at_head(const experiment::Store& store) {
  const auto head = store.repository.find_head();
  std::vector<ResolvedRun> unfinished;
  if (head)
    for (const auto& tag : experiment::experiments_at(store, *head))
      if (auto run = find_newest_unfinished(store, tag)) unfinished.push_back(std::move(*run));
  if (unfinished.empty()) return std::nullopt;
  if (unfinished.size() == 1) return std::move(unfinished.front());
  std::vector<std::string> hints;
  for (const auto& run : unfinished) hints.push_back("git exp-continue " + base::shell_quote(run.name));
  throw base::UserError("several experiments at HEAD have an unfinished run", hints);
}

}  // namespace

ResolvedRun choose_run(const experiment::Store& store, const std::string& word) {
  if (!word.empty()) return experiment::resolve_run(store, word);
  const auto say = [&](ResolvedRun run, const std::string& why) {
    store.messages.note("continuing " + base::printable(run.name) + ", " + why);
    return run;
  };
  if (auto current = experiment::find_current_run(store); current && is_unfinished(current->run))
    return say(std::move(current->run), current->reason);
  const auto last = experiment::find_last_run_name(store);
  if (last)
    if (auto run = find_run(store, "@"); run && is_unfinished(*run))
      return say(std::move(*run), "the run that you last started here");
  if (auto run = find_unfinished_at_head(store)) return say(std::move(*run), "the unfinished run at HEAD");
  std::vector<std::string> hints = {"name the run: git exp-continue <tag>/<id>", "git exp-list -r    shows all runs"};
  throw base::UserError(
      last ? "nothing to continue: " + base::quoted(*last) +
                 ", the run that you last started here, and those of the experiments at HEAD are not unfinished"
           : "nothing to continue: no run was started here, and no experiment at HEAD has an unfinished run",
      hints);
}

}  // namespace exp_continue
