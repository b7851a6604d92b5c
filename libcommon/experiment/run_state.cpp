#include "experiment/run_state.h"

#include <algorithm>

namespace experiment {

std::string RunState::text() const {
  if (newer_format) return "newer version";
  if (is_lost()) return "lost";
  if (is_presumed_lost()) return "presumed lost";
  return std::string(format_state(recorded));
}

RunState find_run_state(const KnownRun& run) {
  RunState state;
  state.recorded = run.record.state;
  state.newer_format = run.newer_format;
  const std::int64_t attempt = run.record.attempts.empty() ? 0 : run.record.attempts.back().n;
  if (!run.newer_format && is_active(state.recorded) && !run.folder.empty())
    state.liveness = find_liveness_after(run.folder, attempt);
  return state;
}

bool was_ever_started(const Record& record) {
  const auto has_failed_to = [](const Attempt& attempt) { return attempt.trouble.starts_with(not_started); };
  return record.attempts.empty() || !std::all_of(record.attempts.begin(), record.attempts.end(), has_failed_to);
}

const std::vector<std::string>& run_state_names() {
  static const std::vector<std::string> names = {"running",       "queued",       "requeued", "finished",
                                                 "failed",        "interrupted",  "timeout",  "lost",
                                                 "presumed lost", "newer version"};
  return names;
}

}  // namespace experiment
