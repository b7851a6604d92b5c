#pragma once

#include <signal.h>
#include <sys/types.h>

#include <vector>

#include "base/fd.h"
#include "supervise/signal_echoes.h"

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
  /// What has come, without echoes (SignalEchoes).
  std::vector<int> read();

  /// As they were: for the program.
  const sigset_t& mask_before() const { return mask_before_; }
  const struct sigaction& file_size_before() const { return file_size_before_; }

 private:
  base::UniqueFd fd_;
  sigset_t mask_before_;
  struct sigaction pipe_before_;
  struct sigaction file_size_before_;
  SignalEchoes echoes_;
};

}  // namespace supervise
