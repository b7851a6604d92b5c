#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "experiment/store.h"

namespace experiment {

/// Whose turn it is to write what waits in pending: `<common dir>/exp/publishing`, created exclusively, with a random
/// word in it. Of hundreds of runs that end in one moment one then writes for all, and the others have nothing left to
/// do. It only saves work, the notes are safe without it: who finds the same word there for half a second (its process
/// was killed, or is slow) takes it away, and where the file cannot be made, everybody has the turn.
class Turn {
 public:
  /// Waits until it is ours, or `is_done()` (somebody has written what we came for), or `wait_ms` are over.
  Turn(const Store& store, const std::function<bool()>& is_done, std::int64_t wait_ms);
  ~Turn();
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;

  /// There is nothing left to write.
  bool is_done() const { return is_done_; }

 private:
  bool take();

  std::string path_, word_;
  bool is_ours_ = false, is_done_ = false;
};

}  // namespace experiment
