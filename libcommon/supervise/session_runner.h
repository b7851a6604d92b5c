#pragma once

#include <sys/types.h>

#include <functional>
#include <string>

#include "base/fd.h"
#include "supervise/program.h"

/// For tests only: a program's session in a process of its own, as `git exp-run` would be, seen from outside.
namespace supervise {

/// "exit 7", "exit 143, signal 15, interrupted by 15", "exit 0, left sleep": what a test compares.
std::string describe(const ProgramEnd& end);

class SessionRunner {
 public:
  struct Setup {
    bool terminal = false;           ///< stdin, stdout and stderr are a terminal, of a session of its own
    bool one_output = false;         ///< stdout and stderr are the same pipe
    bool error_file = false;         ///< with a terminal: stderr is a pipe nevertheless
    std::string input{};             ///< without a terminal: its stdin
    std::function<void()> before{};  ///< called in the new process before the session is made
  };
  /// Starts the session; `program` without an environment gets ours, without a folder runs in folder().
  explicit SessionRunner(Program program) : SessionRunner(std::move(program), Setup()) {}
  SessionRunner(Program program, Setup setup);
  /// The same with `sh -c script`.
  explicit SessionRunner(const std::string& script) : SessionRunner(script, Setup()) {}
  SessionRunner(const std::string& script, Setup setup);
  /// Kills what is left of it.
  ~SessionRunner();
  SessionRunner(const SessionRunner&) = delete;
  SessionRunner& operator=(const SessionRunner&) = delete;

  pid_t pid() const { return pid_; }
  const std::string& folder() const { return folder_; }
  std::string path(const std::string& name) const { return folder_ + "/" + name; }

  /// Waits until its stdout (or the terminal) has shown this text; false after a minute, or at its end without it.
  bool shows(const std::string& text);
  void type(const std::string& keys);  ///< on the terminal's keyboard
  void close_output();                 ///< nobody reads its stdout any more
  int terminal() const { return out_.value(); }

  /// Waits for the session's end: describe(ProgramEnd), or "killed" if it did not come to tell.
  std::string end();
  std::string out() const { return out_text_; }  ///< after end(): all that its stdout had
  std::string err() const { return err_text_; }
  std::string log() const;  ///< after end(): what the log holds
  int ticks() const { return ticks_; }

  /// The number in a file of folder(), once it is there; 0 after a minute.
  pid_t pid_in(const std::string& name) const;

 private:
  [[noreturn]] void be_the_session(const Program& program, const Setup& setup, int in, int out, int err, int result);
  void start(Program program, const Setup& setup);
  bool read_more(int timeout_ms);

  std::string folder_;
  pid_t pid_ = -1;
  base::UniqueFd out_, err_, result_;
  std::string out_text_, err_text_, result_text_;
  int ticks_ = 0;
};

/// Waits until the process is gone (or only waits to be reaped); false after a minute.
bool is_gone(pid_t pid);

}  // namespace supervise
