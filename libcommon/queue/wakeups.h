#pragma once

#include <signal.h>

#include <string>

#include "base/fd.h"

namespace queue {

/// What a waiting process is woken by: its children, ^C, and changes in folders. One at a time in a process, made while it
/// has no other thread: the signals are blocked from then on.
class Wakeups {
 public:
  Wakeups();
  ~Wakeups();
  Wakeups(const Wakeups&) = delete;
  Wakeups& operator=(const Wakeups&) = delete;

  /// Files that are removed from it wake. Where that cannot be had (a network file system tells only of our own host's), only
  /// time does.
  void watch(const std::string& folder);
  struct Woken {
    int stops = 0;  ///< INT, TERM, HUP or QUIT came so often
  };
  /// At most so long (ms; -1: for ever).
  Woken wait(int timeout_ms);
  /// In a child that goes on without us.
  void restore_signals() const;

 private:
  sigset_t before_;
  base::UniqueFd signals_, changes_;
};

}  // namespace queue
