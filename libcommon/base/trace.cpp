#include "base/trace.h"

#include <fmt/format.h>
#include <time.h>

#include <cstdlib>
#include <cstring>

#include "base/fd.h"

namespace base {
namespace {

std::int64_t steady_us() {
  timespec time;
  ::clock_gettime(CLOCK_MONOTONIC, &time);
  return static_cast<std::int64_t>(time.tv_sec) * 1'000'000 + time.tv_nsec / 1000;
}

const std::int64_t start_us = steady_us();

bool tracing() {
  static const bool on = [] {
    const char* value = std::getenv("EXP_TRACE");
    return value && *value && std::strcmp(value, "0") != 0;
  }();
  return on;
}

}  // namespace

Trace::Trace(std::string_view what) {
  if (!tracing()) return;
  what_ = what;
  started_us_ = steady_us();
}

Trace::~Trace() {
  if (!started_us_) return;
  const std::int64_t end = steady_us();
  const std::string line = fmt::format("trace: {:9.3f} {} ({:.3f} ms)\n", static_cast<double>(end - start_us) / 1000,
                                       what_, static_cast<double>(end - started_us_) / 1000);
  (void)write_all(2, line);
}

}  // namespace base
