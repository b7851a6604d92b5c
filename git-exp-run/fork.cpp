#include "fork.h"

#include "base/file.h"
#include "base/text.h"

namespace exp_run {

std::optional<experiment::ForkPoint> find_fork(const experiment::Store& store, const Options& options) {
  if (!options.fork) return std::nullopt;
  const git::Location& location = store.repository.location();
  auto fork = experiment::find_fork_point(store, *options.fork, base::path_join(location.top, location.prefix));
  const std::string run = fork.source ? fork.source->name : fork.run;
  store.messages.note("from " + base::printable((run.empty() ? "" : run + " ") + fork.checkpoint));
  return fork;
}

void describe_fork(const experiment::Store& store, const experiment::ForkPoint& fork, experiment::Record& record) {
  experiment::note_fork(record, fork);
  record.attempts.back().command = experiment::words_of_fork(record.command, store.settings.resume_words);
}

}  // namespace exp_run
