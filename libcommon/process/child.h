#pragma once

#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/fd.h"

namespace process {

/// A helper program of ours (git, nvidia-smi, a hook): short, its output collected. The user's program is
/// started by supervise/, which needs a terminal, signals and a session.
struct Command {
  std::vector<std::string> argv{};                        ///< argv[0] is looked up in our PATH unless it holds a slash
  std::string folder{};                                   ///< where it runs; "" is here
  std::optional<std::vector<std::string>> environment{};  ///< whole, as "NAME=value"; nothing = ours
  std::string input{};          ///< its standard input (an anonymous file, never a pipe); "" is /dev/null
  bool inherit_output = false;  ///< stdout and stderr are ours, Result's texts stay empty
  bool inherit_input = false;   ///< standard input is ours; `input` is not used
};

struct Result {
  int status = 0;  ///< exit status; 128+n after signal n; 126/127 if it could not be executed/found
  std::string out;
  std::string err;         ///< if it could not be executed: one line that says why
  bool timed_out = false;  ///< killed by wait(timeout); `status` is then 137
};

/// A started Command. Destroyed while running: killed (SIGKILL) and reaped.
///
/// It leads a process group of its own, so that a timeout takes its children along and ^C does not tear a git
/// process out of its work. Only with `inherit_input` it stays in ours, because a terminal must not stop it; a
/// timeout then kills it alone.
class Child {
 public:
  /// Starts it (posix_spawn, SIGPIPE default, signal mask empty, no descriptor of ours inherited but 0-2).
  /// Not found / not executable is no exception: wait() gives 127 / 126. Throws UserError if no process can be
  /// made.
  explicit Child(const Command& command);
  Child(Child&&) noexcept;
  Child& operator=(Child&&) noexcept;
  ~Child();

  /// -1 if it could not be executed.
  pid_t pid() const { return pid_; }
  /// It has ended, as far as can be seen without waiting; false before Linux 5.3.
  bool has_ended() const;
  /// Collects the output and waits for the end. With a timeout (ms): after it the whole process group of the
  /// child is killed and `timed_out` set. Whatever a grandchild still holds open when the child ends is not
  /// waited for, nor a child that even SIGKILL does not end within a second (a driver that hangs). Call once.
  Result wait(std::optional<std::int64_t> timeout_ms = std::nullopt);

 private:
  void kill_and_reap();
  bool reap_within(std::int64_t ms, int& wait_status);

  pid_t pid_ = -1;
  bool own_group_ = true;
  base::UniqueFd end_, out_, err_;
  std::optional<Result> failed_;
};

/// Start and wait.
Result run(const Command& command, std::optional<std::int64_t> timeout_ms = std::nullopt);

/// Our environment as "NAME=value", with `set` ("NAME=value") replaced or added and `unset` (names) taken out.
std::vector<std::string> environment_with(const std::vector<std::string>& set,
                                          const std::vector<std::string>& unset = {});

/// The file that `name` would start: searched in `path` (default: $PATH), relative to `folder` if it holds a
/// slash. Executable regular files only. The result holds a slash; it is relative only if `folder` or PATH is.
std::optional<std::string> find_program(const std::string& name, const std::string& folder = "",
                                        const std::optional<std::string>& path = std::nullopt);

}  // namespace process
