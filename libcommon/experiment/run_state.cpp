#include "experiment/run_state.h"

#include <algorithm>
#include <utility>

namespace experiment {

std::string RunState::text() const {
  if (newer_format) return "newer version";
  if (is_lost()) return "lost";
  if (is_presumed_lost()) return "presumed lost";
  return std::string(format_state(recorded));
}

std::string RunState::text_and_reason() const {
  return text() + (reason.empty() ? "" : ": " + reason);
}

RunState find_run_state(const KnownRun& run) {
  RunState state;
  state.recorded = run.record.state;
  state.newer_format = run.newer_format;
  if (run.newer_format || !is_active(state.recorded) || run.folder.empty()) return state;
  const auto& attempts = run.record.attempts;
  const bool has_any = !attempts.empty();
  LifeFinding finding =
      examine_liveness(run.folder, has_any ? attempts.back().host : run.record.host, has_any ? attempts.back().n : 0);
  state.liveness = finding.liveness;
  state.reason = std::move(finding.reason);
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
