#pragma once

#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <string>
#include <tuple>

#include "experiment/index.h"
#include "experiment/run_state.h"

namespace experiment {

/// A run whose state is looked at again and again. Its record is read when the file has changed; whether its owner lives is
/// asked less often, because for a run of another host that creates a file.
class RunWatch {
 public:
  explicit RunWatch(KnownRun run);

  /// False if the run's folder is gone, or holds another run.
  bool look();
  const Record& record() const { return run_.record; }
  const RunState& state() const { return state_; }

 private:
  using Version = std::tuple<ino_t, off_t, std::int64_t>;
  std::optional<Version> find_version() const;
  bool read_record();

  KnownRun run_;
  RunState state_;
  std::optional<Version> version_;  ///< of run.json, when it was read
  std::int64_t asked_ms_ = 0;       ///< when its owner's life was asked for
};

}  // namespace experiment
