#include "table/character.h"

#include "base/text.h"
#include "base/utf8.h"

namespace table {

bool is_plain_ascii(std::string_view text) {
  static constexpr ByteClasses special = ByteClasses().add_range(0, 0x1f, 1).add_range(0x7f, 0xff, 1);
  return !special.has_any(text);
}

std::string make_utf8(std::string_view text) {
  std::string valid;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t start = at;
    if (text[start] != '\0' && base::decode_utf8(text, at)) {
      valid += text.substr(start, at - start);
    } else {
      at = start + 1;
      valid += "\xef\xbf\xbd";
    }
  }
  return valid;
}

bool looks_like_formula(std::string_view text) {
  constexpr std::string_view starts = "=+-@\t\r";
  return !text.empty() && starts.find(text[0]) != starts.npos && !base::parse_number(text);
}

}  // namespace table
