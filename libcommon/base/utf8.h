#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace base {

/// Decodes the character at `at` and moves `at` behind it. Nothing (and `at` undefined) for overlong forms,
/// surrogates, values beyond U+10FFFF and cut sequences.
inline std::optional<char32_t> decode_utf8(std::string_view text, std::size_t& at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(at);
  if (lead < 0x80) return text[at++];
  const std::size_t length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  if (lead < 0xc2 || lead > 0xf4 || at + length > text.size()) return std::nullopt;
  char32_t code = lead & (0xff >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(at + i) & 0xc0) != 0x80) return std::nullopt;
    code = code << 6 | (byte(at + i) & 0x3f);
  }
  if ((length == 3 && code < 0x800) || (length == 4 && code < 0x10000)) return std::nullopt;
  if (code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) return std::nullopt;
  at += length;
  return code;
}

/// Terminal columns of a character: 0 for combining ones, 2 for wide East Asian ones and emoji, else 1. A short table
/// of ranges (Unicode 15 blocks): wcwidth(3) would follow the user's locale, which tests and pipes do not have.
inline std::size_t code_width(char32_t code) {
  if ((code >= 0x300 && code <= 0x36f) || (code >= 0x200b && code <= 0x200f) || (code >= 0xfe00 && code <= 0xfe0f) ||
      (code >= 0x20d0 && code <= 0x20ff))
    return 0;
  if ((code >= 0x1100 && code <= 0x115f) || (code >= 0x2e80 && code <= 0xa4cf) || (code >= 0xac00 && code <= 0xd7a3) ||
      (code >= 0xf900 && code <= 0xfaff) || (code >= 0xfe30 && code <= 0xfe6f) || (code >= 0xff00 && code <= 0xff60) ||
      (code >= 0xffe0 && code <= 0xffe6) || (code >= 0x1f300 && code <= 0x1f64f) ||
      (code >= 0x1f900 && code <= 0x1f9ff) || (code >= 0x20000 && code <= 0x3fffd))
    return 2;
  return 1;
}

/// Characters that turn the direction of what follows: they can make a shown command line lie.
inline bool is_direction_override(char32_t code) {
  return (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069);
}

}  // namespace base
