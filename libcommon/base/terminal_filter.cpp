#include "base/terminal_filter.h"

#include "base/text.h"

namespace base {
namespace {

constexpr std::size_t longest_line = 64u << 10;

/// The length of the colour sequence that the text begins with; 0 if it does not.
std::size_t colour_length(std::string_view text) {
  if (!text.starts_with("\x1b[")) return 0;
  const std::size_t end = text.find_first_not_of("0123456789;:", 2);
  return end != text.npos && text[end] == 'm' ? end + 1 : 0;
}

/// Where a line that is too long to wait for may be cut: not within a character or a sequence.
std::size_t find_cut(std::string_view line) {
  constexpr std::size_t longest_sequence = 64;
  std::size_t cut = line.size();
  const std::size_t escape = line.rfind('\x1b');
  if (escape != line.npos && escape > 0 && cut - escape < longest_sequence) cut = escape;
  for (int i = 0; i < 4 && cut > 1 && (static_cast<unsigned char>(line[cut - 1]) & 0x80) != 0; ++i) {
    --cut;
    if ((static_cast<unsigned char>(line[cut]) & 0xc0) == 0xc0) break;
  }
  return cut;
}

}  // namespace

void TerminalFilter::append_line(std::string_view line, std::string& out) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  while (!line.empty()) {
    const std::size_t plain = std::min(line.find_first_of("\t\x1b"), line.size());
    out += printable(line.substr(0, plain));
    line.remove_prefix(plain);
    if (line.empty()) break;
    if (const std::size_t length = colour_length(line)) {
      const std::string_view sequence = line.substr(0, length);
      if (keeps_colours_) {
        out += sequence;
        is_coloured_ = sequence != "\x1b[m" && sequence != "\x1b[0m";
      }
      line.remove_prefix(length);
    } else {
      out += line[0] == '\t' ? "\t" : printable(line.substr(0, 1));
      line.remove_prefix(1);
    }
  }
}

std::string TerminalFilter::feed(std::string_view bytes) {
  std::string out;
  while (!bytes.empty()) {
    const std::size_t end = bytes.find('\n');
    waiting_ += bytes.substr(0, end);
    if (end == bytes.npos) break;
    append_line(waiting_, out);
    out += '\n';
    waiting_.clear();
    bytes.remove_prefix(end + 1);
  }
  if (waiting_.size() > longest_line) {
    const std::size_t cut = find_cut(waiting_);
    append_line(std::string_view(waiting_).substr(0, cut), out);
    waiting_.erase(0, cut);
  }
  return out;
}

std::string TerminalFilter::finish() {
  std::string out;
  append_line(waiting_, out);
  waiting_.clear();
  if (is_coloured_) out += "\x1b[m";
  is_coloured_ = false;
  return out;
}

}  // namespace base
