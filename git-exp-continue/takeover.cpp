#include "takeover.h"

#include <unistd.h>

#include <algorithm>

#include "base/error.h"
#include "base/file.h"
#include "base/text.h"
#include "base/time.h"
#include "experiment/active.h"
#include "experiment/liveness.h"
#include "experiment/run_state.h"

namespace exp_continue {
namespace {

using experiment::Attempt;
using experiment::KnownRun;
using experiment::Record;
using experiment::RunPaths;

/// "ada on here (process 12) since …": of the newest attempt.
std::string owner_of(const Record& record) {
  if (record.attempts.empty()) return base::printable(record.user + " on " + record.host);
  const Attempt& last = record.attempts.back();
  return base::printable(last.user + " on " + last.host) + " (process " + std::to_string(last.pid) + ") since " +
         base::format_timestamp(last.started);
}

std::string continue_words(const std::string& name, const char* option) {
  return "git exp-continue " + std::string(option) + " " + base::shell_quote(name);
}

/// What the folder says, which nobody but the run's owner writes; the notes' record where that is newer.
Record load_current(const KnownRun& run) {
  std::string error;
  auto record = experiment::parse_record(base::load_file(RunPaths{run.folder}.run_json()), error);
  if (!record) throw base::UserError("run.json of " + base::quoted(run.record.run) + " " + error);
  return record->rev >= run.record.rev ? std::move(*record) : run.record;
}

/// The process that ran it is gone (`why` we think so), and could not say how it ended.
void close_dead_attempt(const experiment::Store& store, Record& record, const RunPaths& paths, const std::string& why) {
  if (record.attempts.empty() || record.attempts.back().ended) return;
  Attempt& dead = record.attempts.back();
  dead.state = experiment::State::failed;
  dead.trouble = "lost: " + why;
  store.messages.note("attempt " + std::to_string(dead.n) + " was lost: " + why);
  std::int64_t last_ms = dead.started.ms;
  for (const auto& path : {paths.heartbeat(), paths.log(), paths.metrics(), paths.checkpoint_dir()})
    last_ms = std::max(last_ms, base::find_mtime_ns(path).value_or(0) / 1'000'000);
  dead.ended = base::Timestamp{last_ms};
}

/// The next free attempt becomes ours. A claim of somebody who died before the record knew of it is passed over.
std::int64_t claim_next(const Record& record, const RunPaths& paths) {
  std::int64_t n = record.attempts.empty() ? 1 : record.attempts.back().n + 1;
  for (std::optional<std::string> other; !experiment::claim_attempt(paths, n, other); ++n) {
    const auto owner = experiment::parse_owner(base::read_file(paths.claim(n)).bytes);
    if (owner && experiment::find_life(*owner) == experiment::Life::gone) continue;
    throw base::UserError(base::quoted(record.run) + " is being continued by " + other.value_or("somebody else"));
  }
  return n;
}

std::vector<std::string> words_of_attempt(const Record& record, const Options& options,
                                          const experiment::StartPoint& start,
                                          const std::vector<std::string>& resume_words) {
  std::vector<std::string> words = record.command;
  words.insert(words.end(), options.extra.begin(), options.extra.end());
  if (!start.path.empty()) words.insert(words.end(), resume_words.begin(), resume_words.end());
  return words == record.command ? std::vector<std::string>{} : words;
}

}  // namespace

void require_takeover(const experiment::ResolvedRun& resolved, const Options& options) {
  const KnownRun& run = resolved.run;
  const std::string name = base::quoted(resolved.name);
  if (run.newer_format)
    throw base::UserError("the record of " + name + " was written by a newer git-exp",
                          {"install that version here to continue it"});
  if (run.is_copy)
    throw base::UserError("the folder " + base::quoted(run.folder) + " is a copy of " + name,
                          {"continue the run itself, or move the copy to its place"});
  if (run.folder.empty())
    throw base::UserError(
        "the folder of " + name + " is not here, and a run is taken up in its folder",
        {"git exp-rerun " + base::shell_quote(resolved.name) + "    makes a new run of the same code"});
  const experiment::RunState state = experiment::find_run_state(run);
  if (state.is_active())
    throw base::UserError(name + " is still " + state.text() + ": " + owner_of(run.record),
                          {"git exp-log -f " + base::shell_quote(resolved.name) + "    follows it"});
  if (options.force) return;
  if (state.is_presumed_lost())
    throw base::UserError(
        name + " is only presumed lost: " + state.reason + "; last attended by " + owner_of(run.record),
        {"make sure that it is gone there, then: " + continue_words(resolved.name, "--force")});
  if (run.record.state == experiment::State::finished)
    throw base::UserError(name + " is finished",
                          {continue_words(resolved.name, "--force") + "    continues it all the same",
                           "git exp-rerun " + base::shell_quote(resolved.name) + "    makes a new run of it"});
}

Record take_over(const experiment::Store& store, const experiment::ResolvedRun& resolved, const Options& options,
                 const experiment::StartPoint& start, const std::vector<std::string>& resume_words, bool isolated) {
  const RunPaths paths{resolved.run.folder};
  const std::string why = experiment::find_run_state(resolved.run).reason;  // our claim would be the newest
  const std::int64_t n = claim_next(load_current(resolved.run), paths);
  bool marked = false;
  try {
    // Somebody may have continued and ended it between our look and our claim.
    experiment::ResolvedRun now = resolved;
    now.run.record = load_current(resolved.run);
    Record& record = now.run.record;
    if (record.rev != resolved.run.record.rev)
      throw base::UserError(base::quoted(resolved.name) + " was just continued by " + owner_of(record));
    // By the marker the next command finds what we leave if we are killed.
    marked = true;
    experiment::mark_active(store, record.uuid, record.run);
    close_dead_attempt(store, record, paths, why.empty() ? "whoever attended it is gone" : why);
    record.attempts.push_back(experiment::attempt_of_this_process(n));
    record.attempts.back().resumed_from = base::path_below(start.path, paths.folder);
    record.attempts.back().command = words_of_attempt(record, options, start, resume_words);
    record.state = experiment::State::running;
    record.isolated = isolated;
    base::remove_old_temporaries(paths.folder);
    experiment::write_run_json(paths, record);
    return record;
  } catch (...) {
    if (marked) experiment::unmark_active(store, resolved.run.record.uuid);
    ::unlink(paths.claim(n).c_str());
    throw;
  }
}

}  // namespace exp_continue
