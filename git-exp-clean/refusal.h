#pragma once

#include <string>
#include <vector>

#include "experiment/deletion.h"
#include "experiment/run_state.h"
#include "options.h"

namespace exp_clean {

/// Why a run is not removed.
struct Refusal {
  std::string reason;  ///< what a message says behind the run's name; "" if nothing is in the way
  std::string hint;    ///< what to type; "" if nothing helps
};

/// `own`: this clone made it (experiment/trust.h). Records that were merged from others look like ours otherwise, and a
/// tombstone reaches all who share the notes.
Refusal find_refusal(const experiment::KnownRun& run, const experiment::RunState& state,
                     const experiment::FolderSize& size, bool own, const Options& options);

}  // namespace exp_clean
