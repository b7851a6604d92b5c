#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace git {

/// The id of a git object (SHA-1; repositories of another object format are refused when they are opened).
class Oid {
 public:
  Oid() = default;  ///< all zero: no object
  explicit Oid(const std::array<std::uint8_t, 20>& bytes) : bytes_(bytes) {}
  /// 40 hexadecimal digits of either case; nothing else.
  static std::optional<Oid> parse(std::string_view hex);

  std::string hex() const;
  /// The first 10 digits, for people.
  std::string abbreviated() const { return hex().substr(0, 10); }
  bool is_zero() const { return *this == Oid(); }
  const std::array<std::uint8_t, 20>& bytes() const { return bytes_; }
  friend auto operator<=>(const Oid&, const Oid&) = default;

 private:
  std::array<std::uint8_t, 20> bytes_{};
};

}  // namespace git

template <>
struct std::hash<git::Oid> {
  std::size_t operator()(const git::Oid& oid) const noexcept {
    std::size_t value = 0;
    for (std::size_t i = 0; i < sizeof value; ++i) value = value << 8 | oid.bytes()[i];
    return value;
  }
};
