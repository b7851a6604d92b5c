#include "supervise/end_talk.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>

#include "base/text.h"
#include "experiment/next_step.h"
#include "experiment/run_state.h"
#include "supervise/closing.h"

namespace supervise {

using experiment::Record;
using experiment::RunPaths;
using experiment::State;
using experiment::Store;

namespace {

/// On a terminal, or where stdout and stderr go to one place, the program's last words stand right above ours.
bool was_output_seen() {
  struct stat out, err;
  if (::isatty(1) == 1) return true;
  return ::fstat(1, &out) == 0 && ::fstat(2, &err) == 0 && out.st_dev == err.st_dev && out.st_ino == err.st_ino;
}

/// "unrecognized arguments: --crash_at=3", where the program calls it --crash-at.
void hint_at_overrides(const Store& store, const Record& record, std::string_view last_words) {
  for (const auto& [name, value] : record.overrides) {
    const auto mark = name.find_first_of("_-", 1);
    if (mark == name.npos || last_words.find("--" + name) == last_words.npos) continue;
    const char other = name[mark] == '_' ? '-' : '_';
    std::string renamed = name;
    std::replace(renamed.begin() + static_cast<std::ptrdiff_t>(mark), renamed.end(), name[mark], other);
    store.messages.hint("-S " + base::shell_quote(name) + "=... is given as '--" + base::printable(name) + "'; -S " +
                        base::shell_quote(renamed) + "=... is '--" + base::printable(renamed) + "'");
  }
}

}  // namespace

void tell_end(const Store& store, const ProgramEnd& end) {
  if (!end.why_not_started.empty())
    store.messages.warning(std::string(experiment::not_started) + ": " + end.why_not_started);
  for (const auto& process : end.left_alone) {
    const std::string who = "process " + std::to_string(process.pid) + " (" + base::printable(process.name) + ")";
    if (process.unkillable)
      store.messages.warning(who + " could not be killed");
    else
      store.messages.note(who + " made a session of its own and was left alone");
  }
  if (end.output_cut)
    store.messages.warning("a process still held the output open; what it prints from now on is not in the log");
  if (end.leader_lost) store.messages.warning("the program's session leader was killed from outside");
}

void show_failure(const Store& store, const Record& record, const std::string& last_words) {
  if (!was_output_seen())
    for (const auto& line : base::split(base::trim(last_words), '\n'))
      if (!line.empty()) store.messages.note("  | " + base::printable(line));
  hint_at_overrides(store, record, last_words);
}

void hint_at_next_step(const Store& store, const Record& record, const RunPaths& paths, bool is_recorded) {
  if (!is_recorded) {  // a trial, whose log no command finds
    if (record.state == State::failed) store.messages.note("the whole log: " + base::printable(paths.log()));
    return;
  }
  experiment::KnownRun run;
  run.record = record;
  run.folder = paths.folder;
  const std::string step = experiment::next_step(store, {record.run, run}, experiment::RunState{record.state});
  if (!step.empty()) store.messages.hint(step);
}

void tell_findings(const Store& store, const Record& record, const Findings& findings) {
  const std::string found = found_line(record, findings.sources);
  if (!found.empty()) {
    store.messages.note("found " + found);
  } else if (record.state == State::finished) {
    store.messages.note("no parameters or metrics found");
    store.messages.hint("print lines 'name: number', or write them to the file in $GIT_EXP_STATISTIC");
  }
}

}  // namespace supervise
