#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace base {

/// Lower-case hexadecimal SHA-256 (FIPS 180-4), by libmd.
std::string sha256(std::string_view bytes);

/// The same of what comes in pieces.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;

  void add(std::string_view bytes);
  /// Of all that was added. Call once.
  std::string hex();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace base
