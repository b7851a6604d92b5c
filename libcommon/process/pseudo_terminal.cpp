#include "process/pseudo_terminal.h"

#include <fcntl.h>
#include <pty.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include <cerrno>

#include "base/error.h"

namespace process {

PseudoTerminal open_pseudo_terminal(int like) {
  PseudoTerminal terminal;
  terminal.ours.reset(::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK));
  char name[64] = "";
  if (terminal.ours && ::grantpt(terminal.ours.value()) == 0 && ::unlockpt(terminal.ours.value()) == 0 &&
      ::ptsname_r(terminal.ours.value(), name, sizeof name) == 0)
    terminal.programs.reset(::open(name, O_RDWR | O_NOCTTY | O_CLOEXEC));
  if (!terminal.programs) throw base::UserError("cannot open a pseudo-terminal: " + base::error_text(errno));

  termios settings;
  if (::tcgetattr(like, &settings) == 0 || ::tcgetattr(terminal.programs.value(), &settings) == 0) {
    settings.c_oflag &= ~static_cast<tcflag_t>(OPOST);
    settings.c_lflag &= ~static_cast<tcflag_t>(ECHO | ECHONL);
    (void)::tcsetattr(terminal.programs.value(), TCSANOW, &settings);
  }
  copy_window_size(like, terminal.ours.value());
  return terminal;
}

void copy_window_size(int from, int to) {
  winsize size;
  if (::ioctl(from, TIOCGWINSZ, &size) == 0) (void)::ioctl(to, TIOCSWINSZ, &size);
}

bool is_foreground(int terminal) {
  const pid_t group = ::tcgetpgrp(terminal);
  return group < 0 ? errno == ENOTTY : group == ::getpgrp();
}

}  // namespace process
