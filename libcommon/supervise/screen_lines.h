#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "supervise/terminal_text.h"

namespace supervise {

/// Takes text that can no longer be redrawn, in order. Views are valid during the call only.
class FinalText {
 public:
  virtual ~FinalText() = default;
  virtual void final_text(std::string_view text) = 0;
};

/// What a terminal would show, endlessly long: plain text goes through, the last lines (the window) can still be
/// redrawn. Has no width: a line is never wrapped. Columns are counted as base::code_width does; a tab is one.
class ScreenLines {
 public:
  /// As many lines above the open one can be reached by a cursor move.
  static constexpr std::size_t window_lines = 32;
  /// Of an open line longer than this only the last part can be redrawn.
  static constexpr std::size_t window_bytes = 64 * 1024;

  /// `final` is not owned.
  explicit ScreenLines(FinalText& final) : final_(final) {}

  void feed(std::string_view bytes);
  /// The window becomes final, an open last line gets its line end.
  void commit();
  /// The text that may still change: what a reader should see behind the final text.
  std::string window() const;

 private:
  void feed_text(std::string_view text);
  void feed_cut();
  void feed_control(char control);
  void append(std::string_view text);
  void trim_tail();

  void edit();
  void leave_edit();
  void edit_text(std::string_view text);
  void put(std::string_view text);
  void next_line();
  void apply_escape();
  void erase_in_line(int mode);
  void move_to_row(std::size_t row);
  void move_to_column(std::size_t column);
  std::size_t column() const;

  FinalText& final_;
  EscapeReader escape_;
  bool return_ = false;  ///< `\r` came: to the line's begin, unless `\n` follows

  // Most output is appended and never redrawn: then the window is one text, `tail_`. The first move of the cursor
  // splits it into lines (edit_), text at the very end joins them again.
  std::string tail_;
  bool edit_ = false;
  std::string cut_;  ///< in edit_: the first bytes of a character that came cut in two
  std::vector<std::string> lines_;
  std::size_t row_ = 0;
  std::size_t column_ = 0;  ///< only where at_end_ is false
  bool at_end_ = true;      ///< the cursor stands behind the last character of its line
};

}  // namespace supervise
