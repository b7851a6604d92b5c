#include "queue/start_queued.h"

#include <unistd.h>

#include "base/error.h"
#include "base/file.h"
#include "base/text.h"
#include "experiment/fork.h"
#include "experiment/trust.h"
#include "supervise/code_place.h"

namespace queue {
namespace {

using experiment::Record;
using experiment::RunPaths;

/// Without a record of it a claim would be somebody's who was killed: the run stays queued, and can be tried again.
void write_or_unclaim(Record& record, const RunPaths& paths) {
  try {
    experiment::write_run_json(paths, record, false);
  } catch (...) {
    ::unlink(paths.claim(record.attempts.back().n).c_str());
    throw;
  }
}

/// Where several clones share a result folder, others can write there. What was submitted here is remembered here.
void require_own(const experiment::Store& store, const Record& record, const RunPaths& paths) {
  experiment::KnownRun run;
  run.record = record;
  run.folder = paths.folder;
  if (experiment::is_own(store, run)) return;
  throw base::UserError(
      base::quoted(record.run) + " was not started: what it would execute is not what was submitted here",
      {"git exp-show " + base::shell_quote(record.run) + "    shows it",
       "git exp-stop " + base::shell_quote(record.run) + "    takes it out of the queue"});
}

void begin_attempt(Record& record, const RunPaths& paths, const std::vector<std::string>& resume_words) {
  const std::int64_t n = static_cast<std::int64_t>(record.attempts.size()) + 1;
  std::optional<std::string> other;
  if (!experiment::claim_attempt(paths, n, other))
    throw base::UserError(base::quoted(record.run) + " is being started by " + other.value_or("another process"));
  experiment::Attempt attempt = experiment::attempt_of_this_process(n);
  if (const std::string checkpoint = experiment::forked_checkpoint(record, paths); !checkpoint.empty()) {
    attempt.resumed_from = base::path_below(checkpoint, paths.folder);
    attempt.command = experiment::words_of_fork(record.command, resume_words);
  }
  record.attempts.push_back(attempt);
  record.state = experiment::State::running;
  write_or_unclaim(record, paths);
  ::unlink(paths.queue().c_str());
}

}  // namespace

void require_queued(const experiment::KnownRun& run) {
  const std::string name = base::quoted(run.record.run);
  if (run.folder.empty()) throw base::UserError("the folder of " + name + " is not here");
  if (run.record.state != experiment::State::queued)
    throw base::UserError(name + " is not waiting to be started: it is " +
                          std::string(experiment::format_state(run.record.state)));
}

supervise::AttemptEnd start_queued(const experiment::Store& store, Record& record, const RunPaths& paths,
                                   supervise::Attendance attendance, bool is_first) {
  require_own(store, record, paths);
  record.isolated = store.settings.isolate != experiment::Isolation::never;
  begin_attempt(record, paths, store.settings.resume_words);
  attendance.resume_from = experiment::forked_checkpoint(record, paths);
  std::optional<supervise::CodePlace> place;
  const auto find_place = [&] {
    const auto commit = git::Oid::parse(record.commit);
    if (!commit) throw base::UserError("the record of " + base::quoted(record.run) + " names no commit");
    place.emplace(store, *commit, record.run, supervise::Start::later);
    if (!is_first) place->be_brief();
  };
  supervise::or_close_run(store, record, paths, attendance, find_place);
  return place->attend(record, paths, attendance);
}

}  // namespace queue
