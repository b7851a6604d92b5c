#include "experiment/run_time.h"

#include <algorithm>

namespace experiment {

std::optional<std::int64_t> find_attempt_time_ms(const Attempt& attempt, const RunState& state, base::Timestamp now) {
  const bool still_runs = !attempt.ended && state.recorded == State::running && state.is_active();
  if (!attempt.ended && !still_runs) return std::nullopt;
  const std::int64_t end = attempt.ended ? attempt.ended->ms : now.ms;
  return std::max<std::int64_t>(0, end - attempt.started.ms);  // clocks differ
}

std::optional<std::int64_t> find_run_time_ms(const Record& record, const RunState& state, base::Timestamp now) {
  std::optional<std::int64_t> sum;
  for (const auto& attempt : record.attempts) {
    const auto time = find_attempt_time_ms(attempt, state, now);
    if (!time && &attempt == &record.attempts.back()) return std::nullopt;
    if (time) sum = sum.value_or(0) + *time;
  }
  return sum;
}

}  // namespace experiment
