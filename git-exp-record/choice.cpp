#include "choice.h"

#include <unordered_set>

#include "base/error.h"
#include "base/text.h"
#include "experiment/default_run.h"
#include "foreign_folders.h"

namespace exp_record {
namespace {

using experiment::Foreign;
using experiment::ResolvedRun;

std::vector<Choice> runs_at_head(const experiment::Store& store) {
  std::vector<Choice> runs;
  const auto head = store.repository.find_head();
  if (!head) return runs;
  for (const auto& tag : experiment::experiments_at(store, *head))
    if (experiment::find_latest_run(store, tag)) runs.push_back(experiment::resolve_run(store, tag));
  if (!runs.empty()) return runs;
  for (const auto& tag : store.repository.tags_at(*head))
    if (auto foreign = find_latest_foreign_run(store, tag.name)) runs.push_back(std::move(*foreign));
  return runs;
}

std::vector<Choice> default_choices(const experiment::Store& store) {
  if (auto current = experiment::find_current_run(store)) {
    store.messages.note(base::printable(current->run.name) + ": " + current->reason);
    return {std::move(current->run)};
  }
  auto runs = runs_at_head(store);
  if (runs.empty() && experiment::find_last_run_name(store)) runs.push_back(experiment::resolve_run(store, "@"));
  if (runs.empty())
    throw base::UserError("no experiment has a run at HEAD, and none was started here",
                          {"name the runs: git exp-record <tag>/<id>..."}, 1);
  return runs;
}

std::vector<Foreign> find_foreign(const experiment::Store& store, const std::string& word) {
  if (base::is_glob(word)) return match_foreign_runs(store, word);
  auto foreign = experiment::find_foreign_run(store, word);
  if (!foreign) foreign = find_latest_foreign_run(store, word);
  return foreign ? std::vector<Foreign>{std::move(*foreign)} : std::vector<Foreign>{};
}

/// One word's runs. A folder of an older tool has no record: a pattern names it beside those that have one, any other
/// word where nothing else has that name.
std::vector<Choice> find_choices(const experiment::Store& store, const std::string& word) {
  std::vector<Choice> choices;
  try {
    for (auto& run : experiment::resolve_runs(store, {word})) choices.push_back(std::move(run));
    if (!base::is_glob(word)) return choices;
  } catch (const base::UserError&) {
    for (auto& foreign : find_foreign(store, word)) choices.push_back(std::move(foreign));
    if (choices.empty()) throw;
    return choices;
  }
  for (auto& foreign : match_foreign_runs(store, word)) choices.push_back(std::move(foreign));
  return choices;
}

std::string name_of(const Choice& choice) {
  const auto* run = std::get_if<ResolvedRun>(&choice);
  return run ? run->name : std::get<Foreign>(choice).run;
}

}  // namespace

std::vector<Choice> choose_runs(const experiment::Store& store, const std::vector<std::string>& words,
                                cli::TerminalMessages& messages) {
  if (words.empty()) return default_choices(store);
  std::vector<Choice> chosen;
  std::unordered_set<std::string> names;
  bool complete = true;
  for (const auto& word : words) {
    try {
      for (auto& choice : find_choices(store, word))
        if (names.insert(name_of(choice)).second) chosen.push_back(std::move(choice));
    } catch (const base::UserError& error) {
      // All unknown names are said at once, not one at each attempt.
      complete = false;
      messages.error(error.what());
      for (const auto& hint : error.hints()) messages.hint(hint);
    }
  }
  if (!complete) chosen.clear();
  return chosen;
}

std::vector<ResolvedRun> import_choices(const experiment::Store& store, std::vector<Choice> choices) {
  std::vector<ResolvedRun> runs;
  for (auto& choice : choices) {
    if (auto* run = std::get_if<ResolvedRun>(&choice)) {
      runs.push_back(std::move(*run));
      continue;
    }
    const auto& foreign = std::get<Foreign>(choice);
    experiment::KnownRun known;
    known.record = experiment::import_foreign_run(store, foreign);
    known.folder = foreign.folder;
    known.published = true;
    store.messages.note("imported " + base::printable(known.record.run) + ", which an older tool left");
    runs.push_back({known.record.run, std::move(known)});
  }
  return runs;
}

}  // namespace exp_record
