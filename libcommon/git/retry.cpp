#include "git/retry.h"

#include <algorithm>
#include <chrono>
#include <thread>

#include "base/random.h"
#include "base/time.h"

namespace git {

Retry::Retry(std::int64_t total_ms) : deadline_ms_(base::steady_ms() + total_ms) {}

bool Retry::pause() {
  if (!lost_) lost_.emplace("retries: a ref that others wrote");
  if (base::steady_ms() >= deadline_ms_) return false;
  const auto half = static_cast<std::uint64_t>(longest_us_ / 2);
  std::this_thread::sleep_for(std::chrono::microseconds(half + base::random_number() % (half + 1)));
  longest_us_ = std::min<std::int64_t>(2 * longest_us_, 50'000);
  return true;
}

}  // namespace git
