#include "queue/start_queued.h"

#include <unistd.h>

#include "base/error.h"
#include "base/text.h"
#include "experiment/liveness.h"
#include "supervise/code_place.h"

namespace queue {
namespace {

using experiment::Record;
using experiment::RunPaths;

void begin_attempt(Record& record, const RunPaths& paths) {
  experiment::Attempt attempt;
  attempt.n = static_cast<std::int64_t>(record.attempts.size()) + 1;
  std::optional<std::string> other;
  if (!experiment::claim_attempt(paths, attempt.n, other))
    throw base::UserError(base::quoted(record.run) + " is being started by " + other.value_or("another process"));
  const experiment::Owner self = experiment::this_process();
  attempt.host = self.host;
  attempt.user = self.user;
  attempt.pid = self.pid;
  attempt.job = self.job;
  attempt.started = base::now();
  record.attempts.push_back(attempt);
  record.state = experiment::State::running;
  experiment::write_run_json(paths, record, false);
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
                                   const supervise::Attendance& attendance, bool is_first) {
  record.isolated = store.settings.isolate != experiment::Isolation::never;
  begin_attempt(record, paths);
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
