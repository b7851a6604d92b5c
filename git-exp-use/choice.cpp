#include "choice.h"

#include "base/error.h"
#include "base/text.h"
#include "experiment/run_word.h"

namespace exp_use {
namespace {

bool is_experiment(const experiment::Store& store, const std::string& word) {
  const std::string tag = experiment::read_run_word(store, word).tag;
  if (tag.empty()) return false;
  return store.repository.find_tag(store.settings.tag_prefix + tag) || experiment::find_latest_run(store, tag);
}

Choice of_run(const experiment::ResolvedRun& run) {
  if (run.run.is_copy)
    throw base::UserError("the folder " + base::quoted(run.run.folder) + " is a copy of " + base::quoted(run.name),
                          {"git exp-use " + base::shell_quote(run.name) + "    chooses the run itself"});
  return {run.name, run.run.record.run, run.run.record.uuid};
}

}  // namespace

Choice choose(const experiment::Store& store, const std::string& word) {
  if (is_experiment(store, word)) return {word, "", ""};
  return of_run(experiment::resolve_run(store, word));
}

Choice look_up(const experiment::Store& store, const experiment::Current& current) {
  if (current.uuid.empty() && is_experiment(store, current.name)) return {current.name, "", ""};
  return of_run(experiment::resolve_current(store, current));
}

}  // namespace exp_use
