#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "experiment/index.h"
#include "experiment/liveness.h"

/// A run's state as people see it: the record's, unless its owner is gone.
namespace experiment {

/// What of the state a command may act on. Looks at the folder only where the record says that the run is active.
struct RunState {
  State recorded = State::queued;
  Liveness liveness = Liveness::active;  ///< says something only while `recorded` is active
  bool newer_format = false;             ///< the record is of a newer version: nothing is known
  std::string reason = {};               ///< why it is lost or presumed lost (LifeFinding::reason); "" otherwise

  bool is_active() const { return experiment::is_active(recorded) && liveness == Liveness::active; }
  bool is_lost() const { return experiment::is_active(recorded) && liveness == Liveness::lost; }
  bool is_presumed_lost() const { return experiment::is_active(recorded) && liveness == Liveness::presumed_lost; }
  /// Neither active nor finished (presumed lost ones count as unfinished).
  bool is_unfinished() const { return !newer_format && !is_active() && recorded != State::finished; }
  /// "finished", "running", "lost", "presumed lost", "newer version", …: one of run_state_names().
  std::string text() const;
  /// "lost: process 12 on here is gone"; that without a reason where there is none.
  std::string text_and_reason() const;
};

/// An active run whose folder is not here (a fetched record) counts as active: nothing else can be known of it.
RunState find_run_state(const KnownRun& run);

/// How the trouble of an attempt begins whose program could not be executed (not found, not executable).
inline constexpr std::string_view not_started = "the program was not started";
/// Whether the program of some attempt was executed, as far as the record tells.
bool was_ever_started(const Record& record);

/// All texts, in the order in which they are shown: what still moves, what went well, what did not.
const std::vector<std::string>& run_state_names();

}  // namespace experiment
