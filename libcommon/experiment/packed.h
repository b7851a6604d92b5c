#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace experiment {

/// Numbers and texts one after the other in few bytes, for files that only this program reads.
class Packer {
 public:
  /// Seven bits to a byte.
  void number(std::uint64_t value) {
    for (; value >= 0x80; value >>= 7) bytes_ += static_cast<char>(value | 0x80);
    bytes_ += static_cast<char>(value);
  }
  /// Small ones of either sign are short.
  void difference(std::int64_t value, std::int64_t from) {
    const std::uint64_t wrapped = static_cast<std::uint64_t>(value) - static_cast<std::uint64_t>(from);
    number(wrapped << 1 ^ (wrapped >> 63 ? ~std::uint64_t{0} : 0));
  }
  void text(std::string_view text) {
    number(text.size());
    bytes_ += text;
  }
  void raw(std::string_view bytes) { bytes_ += bytes; }

  std::string_view bytes() const { return bytes_; }
  std::string take() { return std::move(bytes_); }

 private:
  std::string bytes_;
};

/// Reads what a Packer wrote. Of bytes that end too early, or that nobody wrote, it makes zeros and empty texts, and is
/// broken from then on.
class Unpacker {
 public:
  explicit Unpacker(std::string_view bytes) : rest_(bytes) {}

  std::uint64_t number() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64 && !rest_.empty(); shift += 7) {
      const auto byte = static_cast<unsigned char>(rest_.front());
      rest_.remove_prefix(1);
      value |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    return fail();
  }
  std::int64_t difference(std::int64_t from) {
    const std::uint64_t folded = number();
    const std::uint64_t wrapped = folded >> 1 ^ (folded & 1 ? ~std::uint64_t{0} : 0);
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(from) + wrapped);
  }
  std::string_view text() { return raw(number()); }
  std::string_view raw(std::uint64_t size) {
    if (size > rest_.size()) {
      fail();
      return {};
    }
    const std::string_view taken = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return taken;
  }

  bool at_end() const { return rest_.empty(); }
  bool is_broken() const { return is_broken_; }

 private:
  std::uint64_t fail() {
    rest_ = {};
    is_broken_ = true;
    return 0;
  }

  std::string_view rest_;
  bool is_broken_ = false;
};

}  // namespace experiment
