#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/json.h"
#include "experiment/index.h"
#include "experiment/run_state.h"

namespace exp_show {

/// A run with what its record alone does not say.
struct Details {
  experiment::ResolvedRun resolved;
  experiment::RunState state;
  std::optional<std::string> subject;       ///< of the commit; nothing if that is not here
  std::optional<std::int64_t> duration_ms;  ///< of all attempts together
  std::string command;                      ///< for a shell, in the folder where it ran; "" if there is none
  std::string given_command;                ///< as it was given, where that differs

  const experiment::KnownRun& run() const { return resolved.run; }
  const experiment::Record& record() const { return resolved.run.record; }
  const std::string& name() const { return resolved.name; }
};

Details find_details(const experiment::Store& store, experiment::ResolvedRun run, base::Timestamp now);

}  // namespace exp_show
