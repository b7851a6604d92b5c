#pragma once

#include <cstdint>
#include <optional>

#include "base/time.h"
#include "experiment/record.h"
#include "experiment/run_state.h"

namespace experiment {

/// How long a run's attempts took together, in milliseconds; one that still runs, until `now`. Nothing if that is not
/// known: no attempt has ended, or the last one is lost.
std::optional<std::int64_t> find_run_time_ms(const Record& record, const RunState& state, base::Timestamp now);
/// The same of one attempt.
std::optional<std::int64_t> find_attempt_time_ms(const Attempt& attempt, const RunState& state, base::Timestamp now);

}  // namespace experiment
