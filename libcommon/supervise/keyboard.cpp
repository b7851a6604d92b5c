#include "supervise/keyboard.h"

#include <termios.h>
#include <unistd.h>

#include <cerrno>

#include "process/pseudo_terminal.h"

namespace supervise {

bool Keyboard::wants_input() const {
  return open_ && kept_.empty() && process::is_foreground(terminal_);
}

void Keyboard::read(bool hung_up) {
  char buffer[4096];
  const ssize_t n = ::read(terminal_, buffer, sizeof buffer);
  if (n < 0) {
    // EIO with SIGTTIN blocked: we were put into the background this very moment.
    open_ = errno == EINTR || errno == EAGAIN || (errno == EIO && !process::is_foreground(terminal_));
    return;
  }
  if (n == 0 && hung_up) {
    open_ = false;
    return;
  }
  kept_.append(buffer, static_cast<std::size_t>(n));
  termios settings;
  const bool by_line = ::tcgetattr(terminal_, &settings) == 0 && (settings.c_lflag & ICANON) != 0;
  // ^D ends a line without a line end, and on an empty one the input: it is the only key that we do not see.
  if (by_line && (n == 0 || buffer[n - 1] != '\n')) end_of_input();
  flush();
}

void Keyboard::end_of_input() {
  termios settings;
  char key = '\x04';
  if (::tcgetattr(program_, &settings) == 0 && settings.c_cc[VEOF] != _POSIX_VDISABLE)
    key = static_cast<char>(settings.c_cc[VEOF]);
  kept_ += key;
}

void Keyboard::flush() {
  while (!kept_.empty()) {
    const ssize_t n = ::write(program_, kept_.data(), kept_.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0 && errno == EAGAIN) return;
    if (n <= 0) {
      open_ = false;
      return kept_.clear();
    }
    kept_.erase(0, static_cast<std::size_t>(n));
  }
}

}  // namespace supervise
