#include "base/terminal_filter.h"
#include "base/text.h"
#include "support.h"
#include "targets.h"

namespace fuzz {
namespace {

std::string filtered(std::string_view bytes, std::size_t piece, bool keeps_colours) {
  base::TerminalFilter filter(keeps_colours);
  std::string shown;
  for (; !bytes.empty(); bytes.remove_prefix(std::min(piece, bytes.size())))
    shown += filter.feed(bytes.substr(0, piece));
  return shown + filter.finish();
}

/// Without colours, tabs and line ends: all else has to be printable.
std::string without_colours(std::string_view text) {
  std::string plain;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text.substr(at).starts_with("\x1b[")) {
      const std::size_t end = text.find_first_not_of("0123456789;:", at + 2);
      expect(end != text.npos && text[end] == 'm', "only colours are kept", text);
      at = end;
    } else if (text[at] != '\t' && text[at] != '\n') {
      plain += text[at];
    }
  }
  return plain;
}

}  // namespace

void check_terminal(std::string_view input) {
  const std::size_t piece = 1 + take_byte(input);
  const std::string plain = filtered(input, input.size() + 1, false);
  expect(plain.find('\x1b') == plain.npos, "no escape passes", plain);
  expect_printable(without_colours(plain), "what is shown is harmless");
  expect(filtered(input, piece, false) == plain, "what is shown does not depend on how the bytes were cut", input);
  const std::string coloured = filtered(input, piece, true);
  expect_printable(without_colours(coloured), "what is shown in colours is harmless");
  const std::size_t last = coloured.rfind('\x1b');
  expect(last == coloured.npos || coloured.substr(last).starts_with("\x1b[m") ||
             coloured.substr(last).starts_with("\x1b[0m"),
         "colours come to an end", coloured);
}

}  // namespace fuzz
