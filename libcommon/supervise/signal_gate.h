#pragma once

#include <signal.h>
#include <sys/types.h>

#include <array>
#include <cstdint>
#include <vector>

#include "base/fd.h"

namespace supervise {

/// Takes the signals that concern the program out of their usual way, so that they can be read in a poll loop.
/// What was ignored when we were started (nohup, a background job of a script) stays ignored, here and there.
class SignalGate {
 public:
  /// Blocks them in this thread and in those made later; SIGPIPE and SIGXFSZ become errors of write(2).
  SignalGate();
  /// Drops what has come and was not read, then everything is as it was.
  ~SignalGate();
  SignalGate(const SignalGate&) = delete;
  SignalGate& operator=(const SignalGate&) = delete;

  /// Readable when a signal has come.
  int fd() const { return fd_.value(); }
  /// What has come. A signal that our parent passes on to us just after we got it ourselves is left out: `git exp-run`
  /// is a child of `git`, the terminal's ^C reaches both, and git sends its own on to its child.
  std::vector<int> read();

  /// As they were: for the program.
  const sigset_t& mask_before() const { return mask_before_; }
  const struct sigaction& file_size_before() const { return file_size_before_; }

  /// INT, TERM, HUP, QUIT.
  static bool asks_to_stop(int signal);

 private:
  struct Last {
    std::int64_t ms = -1'000'000;
    bool from_parent = false;
  };
  bool is_echo(int signal, bool from_parent);

  base::UniqueFd fd_;
  sigset_t mask_before_;
  struct sigaction pipe_before_;
  struct sigaction file_size_before_;
  std::array<Last, 32> last_;
};

}  // namespace supervise
