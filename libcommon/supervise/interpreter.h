#pragma once

#include <string>
#include <vector>

/// What executes a command line in the end, found without starting anything: through PATH, `#!` lines, launchers
/// (`env`, `mpirun -n 4`, `srun`, `timeout 60`, …) and pyenv's shims.
namespace supervise {

struct ProgramChain {
  std::string program;      ///< the file that the first word names, absolute; "" if there is none
  std::string interpreter;  ///< the file that runs it: of its `#!` line, or behind a launcher; "" for a binary
  std::string python;       ///< the Python (as found, links not resolved) at the end of the chain; "" none
};

/// `environment` is the program's, "NAME=value"; names are searched in its PATH, relative ones from `folder` (absolute).
ProgramChain find_program_chain(const std::vector<std::string>& argv, const std::string& folder,
                                const std::vector<std::string>& environment);

/// An interpreter that knows its version by `--version`: "julia", "node", "perl", "ruby", … Scripts of these names count as
/// interpreters too, whatever they are written in.
bool is_other_interpreter(const std::string& name);

/// "python", "python3", "python3.11", "pypy3", as a file's name.
bool is_python_name(const std::string& name);

}  // namespace supervise
