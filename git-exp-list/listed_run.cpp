#include "listed_run.h"

#include "base/text.h"
#include "experiment/liveness.h"
#include "experiment/run_state.h"
#include "experiment/run_time.h"

namespace exp_list {

using experiment::KnownRun;

std::string ListedRun::shown_name() const {
  const auto with = [&](const std::string& mark) { return name + " (" + mark + ")"; };
  if (run->is_copy) return with("copy of " + record().run);
  if (!run->remote.empty()) return with(run->remote);
  if (!run->folder.empty()) return name;
  // Merged records of others never had a folder here.
  static const std::string here = experiment::host_name();
  return with(record().host == here || record().host.empty() ? "folder gone" : "on " + record().host);
}

std::vector<ListedRun> list_runs(const std::vector<KnownRun>& runs, base::Timestamp now) {
  std::vector<ListedRun> listed;
  listed.reserve(runs.size());
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const KnownRun& run = runs[i];
    const experiment::RunState state = experiment::find_run_state(run);
    listed.push_back({&run, run.is_copy ? run.folder : experiment::name_among(runs, i), state.text(), state.reason,
                      experiment::find_run_time_ms(run.record, state, now)});
  }
  return listed;
}

bool is_evaluation(const ListedRun& run) {
  const experiment::Record& record = run.record();
  return record.run.find("/eval/", record.tag.size()) != std::string::npos;
}

std::vector<ListedRun> choose_runs(const std::vector<ListedRun>& runs, const std::string& word) {
  const bool is_pattern = base::is_glob(word), with_evaluations = word.find("/eval/") != word.npos;
  const auto is_meant = [&](const std::string& text) {
    return is_pattern ? base::matches_glob(text, word) : text == word;
  };
  std::vector<ListedRun> chosen;
  for (const auto& run : runs) {
    if (is_evaluation(run) != with_evaluations) continue;
    const bool by_run = is_meant(run.record().run) || is_meant(run.name);
    if (by_run || (!with_evaluations && is_meant(run.record().tag))) chosen.push_back(run);
  }
  return chosen;
}

}  // namespace exp_list
