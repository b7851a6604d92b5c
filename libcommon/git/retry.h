#pragma once

#include <cstdint>
#include <optional>

#include "base/trace.h"

/// Internal to this module.
namespace git {

/// Growing random pauses for whoever lost a race, so that many losers do not meet again: 1 ms at first, at most 50 ms,
/// each somewhere in the upper half of its range. EXP_TRACE tells how long it took from the first loss on.
class Retry {
 public:
  explicit Retry(std::int64_t total_ms);
  /// Sleeps. False, at once, if the time is used up.
  bool pause();

 private:
  std::int64_t deadline_ms_;
  std::int64_t longest_us_ = 1000;
  std::optional<base::Trace> lost_;
};

}  // namespace git
