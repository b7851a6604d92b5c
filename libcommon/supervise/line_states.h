#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "supervise/terminal_text.h"

namespace supervise {

/// Reads the program's output line by line, and each state of a line that is redrawn.
class LineConsumer {
 public:
  virtual ~LineConsumer() = default;
  /// `text`: without its line end, without colours and other escape sequences, otherwise as printed (any bytes,
  /// tabs, leading blanks; it may be empty). At most 64 KiB: a longer line is cut there. Valid during the call
  /// only.
  /// `final`: the line is complete (`\n`, or the end of the output). Else it is a state, never empty, that is
  /// about to be redrawn (`\r`, a backspace, an erasure or a cursor move came after it); a redrawn line's next
  /// state follows, alone: what an earlier, longer state would leave behind it on a terminal is not in it.
  /// `\r\n` is a line end.
  virtual void line(std::string_view text, bool final) = 0;
};

/// Cuts a stream of bytes into lines. One object for each Stream: half lines of two streams must not be joined.
class LineStates {
 public:
  /// `consumer` may be null: then feed() and finish() return at once. Not owned.
  explicit LineStates(LineConsumer* consumer) : consumer_(consumer) {}

  void feed(std::string_view bytes) {
    if (consumer_ != nullptr) read(bytes);
  }
  /// The output has ended: an open last line is given to the consumer as final. Call once.
  void finish();

  static constexpr std::size_t longest_line = 64 * 1024;

 private:
  void read(std::string_view bytes);
  void read_text(std::string_view text);
  void read_control(char control);
  void apply_escape();
  void keep(std::string_view part);
  void end_state();
  void take_return();

  LineConsumer* consumer_;
  EscapeReader escape_;
  std::string open_;      ///< the line so far, where it came in pieces
  bool return_ = false;   ///< `\r` came: a redraw, unless `\n` follows
  bool erasing_ = false;  ///< the byte before was a backspace
};

}  // namespace supervise
