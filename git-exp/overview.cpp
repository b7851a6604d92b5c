#include "overview.h"

#include <algorithm>

#include "base/text.h"
#include "experiment/packed.h"
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

Overview make_overview(const std::vector<experiment::KnownRun>& runs, const FindLiveness& find_liveness) {
  Overview overview;
  overview.runs = runs.size();
  for (const auto& run : runs) {
    overview.experiments.insert(run.record.tag);
    ++overview.states[state_of(run, find_liveness)];
  }
  const auto last = std::max_element(runs.begin(), runs.end(), is_older);
  if (last == runs.end()) return overview;
  const experiment::Record& record = last->record;
  overview.last_run = record.run;
  overview.last_state = state_of(*last, find_liveness);
  overview.last_created = record.created;
  overview.last_ended = !last->newer_format && !experiment::is_active(record.state);
  if (overview.last_ended)
    overview.last_time =
        record.attempts.empty() ? record.updated : record.attempts.back().ended.value_or(record.updated);
  else
    overview.last_time = record.attempts.empty() ? record.created : record.attempts.back().started;
  return overview;
}

void add(Overview& overview, const Overview& others) {
  overview.experiments.insert(others.experiments.begin(), others.experiments.end());
  overview.runs += others.runs;
  for (const auto& [state, count] : others.states) overview.states[state] += count;
  const bool is_later = overview.last_run.empty() || others.last_created > overview.last_created ||
                        (others.last_created == overview.last_created && others.last_run < overview.last_run);
  if (others.last_run.empty() || !is_later) return;
  overview.last_run = others.last_run;
  overview.last_state = others.last_state;
  overview.last_ended = others.last_ended;
  overview.last_created = others.last_created;
  overview.last_time = others.last_time;
}

std::string pack_overview(const Overview& overview) {
  experiment::Packer packer;
  packer.number(overview.experiments.size());
  for (const auto& name : overview.experiments) packer.text(name);
  packer.number(overview.states.size());
  for (const auto& [state, count] : overview.states) {
    packer.text(state);
    packer.number(count);
  }
  packer.number(overview.runs);
  packer.text(overview.last_run);
  packer.text(overview.last_state);
  packer.number(overview.last_ended ? 1 : 0);
  packer.difference(overview.last_created.ms, 0);
  packer.difference(overview.last_time.ms, 0);
  return packer.take();
}

Overview unpack_overview(std::string_view bytes) {
  experiment::Unpacker unpacker(bytes);
  Overview overview;
  for (auto count = unpacker.number(); count > 0 && !unpacker.is_broken(); --count)
    overview.experiments.emplace(unpacker.text());
  for (auto count = unpacker.number(); count > 0 && !unpacker.is_broken(); --count) {
    std::string state(unpacker.text());
    overview.states[std::move(state)] = unpacker.number();
  }
  overview.runs = unpacker.number();
  overview.last_run = unpacker.text();
  overview.last_state = unpacker.text();
  overview.last_ended = unpacker.number() != 0;
  overview.last_created.ms = unpacker.difference(0);
  overview.last_time.ms = unpacker.difference(0);
  return overview;
}

std::string format_overview(const Overview& overview, base::Timestamp now) {
  if (overview.experiments.empty()) return "no experiment yet; the first: git exp-run <tag> -- <command>\n";
  std::string text = base::count_of(overview.experiments.size(), "experiment", "experiments");
  text += ", " + base::count_of(overview.runs, "run", "runs");
  std::vector<std::string> parts;
  for (const auto& state : experiment::run_state_names())
    if (const auto count = overview.states.find(state); count != overview.states.end())
      parts.push_back(std::to_string(count->second) + " " + state);
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
  for (const char* word :
       {"run", "list", "status", "show", "log", "stop", "record", "table", "continue", "rerun", "use"})
    for (const auto& command : commands)
      if (command.word == word) daily.push_back(command);
  return "commands ('git exp -h' lists all, 'git exp help <command>' shows the manual page of one):\n" +
         list_commands(daily);
}

}  // namespace exp_overview
