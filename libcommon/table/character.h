#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace table {

/// Sorts bytes into classes (bits), so that one look at each byte of a text tells all that a format wants to know of it.
class ByteClasses {
 public:
  constexpr ByteClasses& add(std::string_view bytes, std::uint8_t bit) {
    for (const char c : bytes) bits_[static_cast<unsigned char>(c)] |= bit;
    return *this;
  }
  constexpr ByteClasses& add_range(unsigned first, unsigned last, std::uint8_t bit) {
    for (unsigned byte = first; byte <= last; ++byte) bits_[byte] |= bit;
    return *this;
  }
  /// The classes of all bytes of the text together.
  std::uint8_t of(std::string_view text) const {
    std::uint8_t bits = 0;
    for (const char c : text) bits |= bits_[static_cast<unsigned char>(c)];
    return bits;
  }
  bool has_any(std::string_view text) const { return of(text) != 0; }

 private:
  std::array<std::uint8_t, 256> bits_{};
};

/// Printable ASCII: what base::printable() leaves as it is, and whose width is its length.
bool is_plain_ascii(std::string_view text);
/// The text with U+FFFD in place of NUL and of each byte that is not UTF-8.
std::string make_utf8(std::string_view text);
/// True if a spreadsheet would run the text as a formula: it begins with = + - @ TAB CR and is no number.
bool looks_like_formula(std::string_view text);

}  // namespace table
