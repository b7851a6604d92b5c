#pragma once

#include <string>

namespace supervise {

/// Passes on what is typed at our terminal to the program's pseudo-terminal. Our terminal keeps its settings: it edits
/// and echoes lines, and we get them whole. Nothing is read while we are in the background.
class Keyboard {
 public:
  /// Both stay the caller's; `terminal` is our stdin, `program` the non-blocking end of the pseudo-terminal.
  Keyboard(int terminal, int program) : terminal_(terminal), program_(program) {}

  /// Wait for `terminal` to become readable?
  bool wants_input() const;
  /// Call when it is. `hung_up`: the terminal is gone.
  void read(bool hung_up);
  /// Something waits for the program to take it: flush() when its terminal can be written.
  bool has_kept() const { return !kept_.empty(); }
  void flush();

 private:
  void end_of_input();

  int terminal_;
  int program_;
  bool open_ = true;
  std::string kept_;
};

}  // namespace supervise
