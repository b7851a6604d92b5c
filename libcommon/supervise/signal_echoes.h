#pragma once

#include <sys/signalfd.h>

#include <array>
#include <cstdint>

namespace supervise {

/// INT, TERM, HUP, QUIT.
bool asks_to_stop(int signal);

/// It is ignored here (nohup, a background job of a script). Such a one must not be blocked: blocked signals are kept even if
/// they are to be ignored.
bool is_ignored(int signal);

/// `git exp-run` is a child of `git`: the terminal's ^C reaches both, and git sends its own on to its child.
class SignalEchoes {
 public:
  /// One that our parent passes on to us just after we got it ourselves, or the other way round; only for those that
  /// ask to stop.
  bool is_echo(const signalfd_siginfo& info);

 private:
  struct Last {
    std::int64_t ms = -1'000'000;
    bool from_parent = false;
  };
  std::array<Last, 32> last_;
};

}  // namespace supervise
