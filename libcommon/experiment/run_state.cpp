#include "experiment/run_state.h"

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
  if (!run.newer_format && is_active(state.recorded) && !run.folder.empty()) state.liveness = find_liveness(run.folder);
  return state;
}

const std::vector<std::string>& run_state_names() {
  static const std::vector<std::string> names = {"running",       "queued",       "requeued", "finished",
                                                 "failed",        "interrupted",  "timeout",  "lost",
                                                 "presumed lost", "newer version"};
  return names;
}

}  // namespace experiment
