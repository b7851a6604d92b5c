#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace base {

/// Makes what a program printed fit for a terminal, piece by piece: text, tabs and line ends pass, of escape sequences only
/// colours (`ESC [ … m`), and these only if they are wanted; everything else is shown as printable() does it.
class TerminalFilter {
 public:
  explicit TerminalFilter(bool keeps_colours) : keeps_colours_(keeps_colours) {}

  /// What can be shown by now: whole lines (of a line of more than 64 KiB, a part). The pieces may be cut anywhere.
  std::string feed(std::string_view bytes);
  /// What is left, and the end of a colour that is still on.
  std::string finish();

 private:
  void append_line(std::string_view line, std::string& out);

  const bool keeps_colours_;
  bool is_coloured_ = false;
  std::string waiting_;  ///< an unfinished line
};

}  // namespace base
