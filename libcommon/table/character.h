#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace table {

/// What a format does with bytes, looked up byte by byte: a set of them in one table.
class ByteSet {
 public:
  constexpr ByteSet& add(std::string_view bytes) {
    for (const char c : bytes) has_[static_cast<unsigned char>(c)] = true;
    return *this;
  }
  constexpr ByteSet& add_range(unsigned first, unsigned last) {
    for (unsigned byte = first; byte <= last; ++byte) has_[byte] = true;
    return *this;
  }
  bool has_any(std::string_view text) const {
    bool found = false;
    for (const char c : text) found |= has_[static_cast<unsigned char>(c)];
    return found;
  }

 private:
  std::array<bool, 256> has_{};
};

/// Printable ASCII: what base::printable() leaves as it is, and whose width is its length.
bool is_plain_ascii(std::string_view text);
/// The text with U+FFFD in place of each byte that is not UTF-8.
std::string make_utf8(std::string_view text);
/// True if a spreadsheet would run the text as a formula: it begins with = + - @ TAB CR and is no number.
bool looks_like_formula(std::string_view text);

}  // namespace table
