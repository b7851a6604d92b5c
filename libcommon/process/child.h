#pragma once

#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/fd.h"

namespace process {

/// A helper program of ours (git, nvidia-smi, a hook): short, its output collected. The user's program is started by
/// supervise/, which needs a terminal, signals and a session.
struct Command {
  std::vector<std::string> argv;  ///< argv[0] is looked up in PATH unless it holds a slash
  std::string folder;             ///< where it runs; "" is here
  std::optional<std::vector<std::string>> environment;  ///< whole, as "NAME=value"; nothing = ours
  std::string input;              ///< its standard input; "" is /dev/null
  bool inherit_output = false;    ///< stdout and stderr are ours, Result's texts stay empty
  bool inherit_input = false;     ///< standard input is ours; `input` is not used
};

struct Result {
  int status = 0;         ///< exit status; 128+n after signal n; 126/127 if it could not be executed/found
  std::string out;
  std::string err;
  bool timed_out = false;  ///< killed by wait(timeout)
};

/// A started Command. Destroyed while running: killed (SIGKILL) and reaped.
class Child {
 public:
  /// Starts it (posix_spawn, SIGPIPE default, signal mask empty, no descriptor of ours inherited but 0-2).
  /// Not found / not executable is no exception: wait() gives 127 / 126. Throws UserError if no process can be made.
  explicit Child(const Command& command);
  Child(Child&&) noexcept;
  Child& operator=(Child&&) noexcept;
  ~Child();

  pid_t pid() const { return pid_; }
  /// Collects the output and waits for the end. With a timeout (ms): after it the whole process group of the child is
  /// killed and `timed_out` set; what a grandchild still holds open is not waited for. Call once.
  Result wait(std::optional<std::int64_t> timeout_ms = std::nullopt);

 private:
  pid_t pid_ = -1;
  base::UniqueFd input_, out_, err_;
  std::string pending_input_;
  std::optional<Result> failed_;
};

/// Start and wait.
Result run(const Command& command, std::optional<std::int64_t> timeout_ms = std::nullopt);

/// Our environment as "NAME=value", with `set` replaced or added and `unset` taken out.
std::vector<std::string> environment_with(const std::vector<std::string>& set, const std::vector<std::string>& unset = {});

/// The file that `name` would start: searched in `path` (default: $PATH), relative to `folder` if it holds a slash.
/// Executable regular files only.
std::optional<std::string> find_program(const std::string& name, const std::string& folder = "",
                                        const std::optional<std::string>& path = std::nullopt);

}  // namespace process
