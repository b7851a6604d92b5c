#pragma once

#include <signal.h>
#include <sys/types.h>

#include <string>
#include <vector>

namespace supervise {

/// Everything that execve(2) needs, made beforehand: between vfork and exec nothing may be allocated.
class ExecPlan {
 public:
  /// The search is execvp's, in PATH of `environment`: a file that the system cannot execute by itself is given to
  /// /bin/sh, as shells do.
  ExecPlan(const std::vector<std::string>& argv, std::string folder, const std::vector<std::string>& environment);
  ExecPlan(const ExecPlan&) = delete;
  ExecPlan& operator=(const ExecPlan&) = delete;

  struct Failure {
    int errno_value = 0;
    bool folder = false;  ///< the folder could not be entered
  };
  /// Becomes the program; returns only if that fails. Async-signal-safe, changes no memory but the stack's.
  Failure execute() const;

  struct Explanation {
    int exit_status;  ///< 127 not found, 126 found but not executable
    std::string text;
  };
  /// For people: "'foo' is not a command".
  Explanation explain(const Failure& failure) const;

 private:
  struct Candidate {
    std::string path;
    std::vector<char*> shell_argv;  ///< /bin/sh path arguments…
  };

  std::vector<std::string> words_;
  std::vector<std::string> variables_;
  std::string folder_;
  std::vector<char*> argv_;
  std::vector<char*> environment_;
  std::vector<Candidate> candidates_;
};

}  // namespace supervise
