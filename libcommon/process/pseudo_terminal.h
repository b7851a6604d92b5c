#pragma once

#include "base/fd.h"

namespace process {

/// The two ends of a pseudo-terminal. Both close-on-exec; `ours` is non-blocking.
struct PseudoTerminal {
  base::UniqueFd ours;      ///< what the program prints is read here; what is written is its keyboard
  base::UniqueFd programs;  ///< a terminal
};

/// Settings and size are those of the terminal `like`, but the program's end neither rewrites output nor echoes: the
/// real terminal does both already. Throws UserError where the system has no terminal left.
PseudoTerminal open_pseudo_terminal(int like);

/// Gives `to` the window size of `from`; the program behind it gets SIGWINCH if it differs. Nothing if either is no terminal.
void copy_window_size(int from, int to);

/// May this process read that terminal? Also true for a terminal that is not our controlling one.
bool is_foreground(int terminal);

}  // namespace process
