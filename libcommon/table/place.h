#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace table {

/// The number of the character (not byte) that begins at `offset`, counted from 1: for messages about what was typed.
inline std::size_t character_number(std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, offset);
  return 1 + static_cast<std::size_t>(std::count_if(
                 before.begin(), before.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

}  // namespace table
