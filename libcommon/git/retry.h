#pragma once

#include <cstdint>

/// Internal to this module.
namespace git {

/// Growing random pauses for whoever lost a race, so that many losers do not meet again: 1 ms at first, at most 50 ms,
/// each somewhere in the upper half of its range.
class Retry {
 public:
  explicit Retry(std::int64_t total_ms);
  /// Sleeps. False, at once, if the time is used up.
  bool pause();

 private:
  std::int64_t deadline_ms_;
  std::int64_t longest_us_ = 1000;
};

}  // namespace git
