#include "choice.h"

#include <set>

#include "base/text.h"
#include "experiment/default_run.h"

namespace exp_show {

using Runs = std::vector<experiment::ResolvedRun>;

Runs choose_runs(const experiment::Store& store, const std::vector<std::string>& words) {
  if (words.empty()) {
    auto chosen = experiment::find_default_run(store);
    store.messages.note(base::printable(chosen.run.name) + ": " + chosen.reason);
    return {std::move(chosen.run)};
  }
  Runs runs;
  std::set<std::pair<std::string, std::string>> seen;  // a copy is shown beside its original
  for (const auto& word : words)
    for (auto& run : experiment::find_runs_meant(store, word))
      if (seen.emplace(run.run.record.uuid, run.run.is_copy ? run.run.folder : "").second)
        runs.push_back(std::move(run));
  return runs;
}

}  // namespace exp_show
