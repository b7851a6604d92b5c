#include "side.h"

#include "base/error.h"
#include "base/text.h"
#include "experiment/default_run.h"
#include "experiment/environment_diff.h"
#include "experiment/invocation.h"
#include "experiment/names.h"
#include "experiment/run_state.h"
#include "experiment/statistic.h"

namespace exp_diff {
namespace {

using experiment::KnownRun;
using experiment::Store;

/// What a run that has not ended has written so far: its record gets it at the end.
void read_live_values(const Store& store, KnownRun& run) {
  const experiment::RunPaths paths{run.folder};
  std::vector<std::string> known;
  for (const auto& [name, value] : run.record.params) known.push_back(name);
  experiment::Metrics metrics;
  if (auto values = experiment::read_statistic(paths.statistic(), known, store.messages)) {
    run.record.params = experiment::merge_params(values->params, run.record.params);
    metrics = std::move(values->metrics);
  }
  metrics = experiment::merge_metrics(metrics, experiment::read_metrics_log(paths.metrics(), store.messages));
  run.record.metrics = experiment::merge_metrics(metrics, run.record.metrics);
}

Side side_of_run(const Store& store, experiment::ResolvedRun found, bool with_environment) {
  Side side;
  side.name = std::move(found.name);
  side.commit = found.run.record.commit;
  side.state = experiment::find_run_state(found.run).text();
  if (with_environment) side.environment = experiment::read_run_environment(found.run);
  side.run = std::move(found.run);
  if (side.run->newer_format)
    store.messages.warning("the record of " + base::quoted(side.name) +
                           " was written by a newer git-exp: only its commit is compared");
  else if (experiment::is_active(side.run->record.state) && !side.run->folder.empty())
    read_live_values(store, *side.run);
  return side;
}

Side find_side(const Store& store, const std::string& word, bool with_environment) {
  try {
    return side_of_run(store, experiment::resolve_run(store, word), with_environment);
  } catch (const base::UserError&) {
    const auto tag = experiment::find_tag_name_fault(word)
                         ? std::nullopt
                         : store.repository.find_tag(store.settings.tag_prefix + word);
    if (tag && !tag->commit.is_zero()) {
      store.messages.note(base::quoted(word) + " has no run: only its commit is compared");
      return {.name = word, .commit = tag->commit.hex(), .state = "", .run = {}};
    }
    if (experiment::find_foreign_run(store, word))
      throw base::UserError(base::quoted(word) + " is a folder of an older tool, without a record",
                            {"git exp-record " + base::shell_quote(word) + "   gives it one"});
    throw;
  }
}

}  // namespace

std::vector<Side> find_sides(const Store& store, const std::vector<std::string>& words, bool with_environment) {
  std::vector<Side> sides;
  for (const auto& word : words) sides.push_back(find_side(store, word, with_environment));
  if (words.size() > 1) return sides;
  auto current = experiment::find_current_run(store);
  if (!current)
    throw base::UsageError(
        "two runs or experiments are to be named, or more: 'git exp-use' has chosen none to compare with");
  store.messages.note("compared with " + base::printable(current->run.name) + ": " + current->reason);
  sides.push_back(side_of_run(store, std::move(current->run), with_environment));
  return sides;
}

}  // namespace exp_diff
