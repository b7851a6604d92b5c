#pragma once

#include <optional>

#include "base/fd.h"
#include "supervise/keyboard.h"
#include "supervise/program_output.h"

namespace supervise {

/// The program's three standard files, and our ends of them.
struct ProgramFiles {
  /// The program's ends; `in` may be none: it inherits ours. All close-on-exec, to be closed here once it has them.
  base::UniqueFd in, out, err;
  base::UniqueFd terminal;  ///< its pseudo-terminal, or none
  /// Our end of the pseudo-terminal, which belongs to the output; -1 without one.
  int our_terminal = -1;
};

/// A terminal (see Program::use_pty) or pipes. `output` and, where our stdin is passed on, `keyboard` get our ends.
/// Throws UserError.
/// `in_background`: one pipe for stdout and stderr, passed on to nobody (our stdout is /dev/null then).
ProgramFiles connect_program(bool use_pty, bool in_background, int null_fd, ProgramOutput& output,
                             std::optional<Keyboard>& keyboard);

/// A descriptor of ours must never become 0, 1 or 2 because our caller had that closed: opens /dev/null there.
void open_standard_files();

}  // namespace supervise
