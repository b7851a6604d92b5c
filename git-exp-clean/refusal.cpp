#include "refusal.h"

#include "base/error.h"
#include "base/file.h"
#include "base/text.h"

namespace exp_clean {
namespace {

/// " (process 17 of ada on engine)"
std::string describe_owner(const experiment::Record& record) {
  if (record.attempts.empty()) return record.host.empty() ? "" : " (on " + base::printable(record.host) + ")";
  const auto& attempt = record.attempts.back();
  return " (process " + std::to_string(attempt.pid) + " of " + base::printable(attempt.user) + " on " +
         base::printable(attempt.host) + ")";
}

}  // namespace

Refusal find_refusal(const experiment::KnownRun& run, const experiment::RunState& state,
                     const experiment::FolderSize& size, bool own, const Options& options) {
  if (run.newer_format) return {"was written by a newer git-exp", "install that version here to remove it"};
  if (!run.remote.empty())
    return {"was fetched from " + base::quoted(run.remote) + ": only who made it can remove it",
            "git exp-clean, in the clone where it ran"};
  if (run.is_copy)
    return {"has its folder in another place: " + base::quoted(run.folder) + " was copied or moved there",
            "move it back, or remove it: rm -r " + base::shell_quote(run.folder)};
  if (!own)
    return {
        "was made by " + base::printable(run.record.user + "@" + run.record.host) + ": only who made it can remove it",
        "git exp-clean, in the clone where it ran"};
  // Without its folder nobody can tell whether it still runs.
  const bool is_unknown = state.is_active() && run.folder.empty();
  if (state.is_active() && !is_unknown)
    return {"is " + state.text() + describe_owner(run.record), "stop it first, or wait for its end"};
  if ((is_unknown || state.is_presumed_lost()) && !options.presumed_lost)
    return {"may still be running" + describe_owner(run.record) +
                (is_unknown ? ": its folder is gone" : ": it has given no sign of life for three minutes"),
            "if it is not: --presumed-lost"};
  if (state.recorded == experiment::State::finished && !options.finished)
    return {"has finished", "to remove finished runs, too: --finished"};
  if (!size.fault.empty()) return {"cannot be removed: " + size.fault, ""};
  return {};
}

}  // namespace exp_clean
