#include "overview.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "experiment/run_state.h"

namespace exp_overview {
namespace {

std::string state_of(const experiment::KnownRun& run, const FindLiveness& find_liveness) {
  experiment::RunState state{run.record.state, experiment::Liveness::active, run.newer_format};
  if (experiment::is_active(state.recorded) && !run.folder.empty()) state.liveness = find_liveness(run.folder);
  return state.text();
}

bool is_older(const experiment::KnownRun& a, const experiment::KnownRun& b) {
  return a.record.created < b.record.created;
}

}  // namespace

Overview make_overview(const std::vector<experiment::KnownRun>& runs, const std::vector<std::string>& tags,
                       const FindLiveness& find_liveness) {
  std::set<std::string> experiments(tags.begin(), tags.end());
  std::map<std::string, std::size_t> counts;
  for (const auto& run : runs) {
    experiments.insert(run.record.tag);
    ++counts[state_of(run, find_liveness)];
  }
  Overview overview;
  overview.experiments = experiments.size();
  overview.runs = runs.size();
  for (const auto& state : experiment::run_state_names())
    if (counts[state] > 0) overview.states.emplace_back(state, counts[state]);

  const auto last = std::max_element(runs.begin(), runs.end(), is_older);
  if (last == runs.end()) return overview;
  overview.last_run = last->record.run;
  overview.last_state = state_of(*last, find_liveness);
  const experiment::Record& record = last->record;
  overview.last_ended = !last->newer_format && !experiment::is_active(record.state);
  if (overview.last_ended)
    overview.last_time =
        record.attempts.empty() ? record.updated : record.attempts.back().ended.value_or(record.updated);
  else
    overview.last_time = record.attempts.empty() ? record.created : record.attempts.back().started;
  return overview;
}

std::string format_overview(const Overview& overview, base::Timestamp now) {
  if (overview.experiments == 0) return "no experiment yet; the first: git exp-run <tag> -- <command>\n";
  std::string text = base::count_of(overview.experiments, "experiment", "experiments");
  text += ", " + base::count_of(overview.runs, "run", "runs");
  std::vector<std::string> parts;
  for (const auto& [state, count] : overview.states) parts.push_back(std::to_string(count) + " " + state);
  if (!parts.empty()) text += ": " + base::join(parts, ", ");
  text += "\n";
  if (overview.last_run.empty()) return text;
  return text + "the last is " + base::printable(overview.last_run) + ": " + overview.last_state +
         (overview.last_ended ? " " : ", started ") + base::format_age(overview.last_time, now) + "\n";
}

namespace {

std::string list_commands(const std::vector<Command>& commands) {
  std::size_t width = 0;
  for (const auto& command : commands) width = std::max(width, command.word.size());
  std::string text;
  for (const auto& command : commands)
    text += "   " + command.word + std::string(width - command.word.size() + 3, ' ') + command.summary + "\n";
  return text;
}

}  // namespace

std::string format_commands(const std::vector<Command>& commands) {
  return "commands ('git exp help <command>' shows the manual page of one):\n" + list_commands(commands);
}

std::string format_daily_commands(const std::vector<Command>& commands) {
  std::vector<Command> daily;
  for (const char* word : {"run", "list", "show", "log", "record", "table", "continue", "rerun"})
    for (const auto& command : commands)
      if (command.word == word) daily.push_back(command);
  return "commands ('git exp -h' lists all, 'git exp help <command>' shows the manual page of one):\n" +
         list_commands(daily);
}

}  // namespace exp_overview
