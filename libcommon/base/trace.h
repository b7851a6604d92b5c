#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace base {

/// With EXP_TRACE=1 in the environment, prints "<ms since start> <what> (<ms it took>)" to stderr when it ends.
/// For developers and bug reports; costs one branch when it is off.
class Trace {
 public:
  explicit Trace(std::string_view what);
  ~Trace();
  Trace(const Trace&) = delete;
  Trace& operator=(const Trace&) = delete;

 private:
  std::string what_;
  std::int64_t started_us_ = 0;
};

}  // namespace base
