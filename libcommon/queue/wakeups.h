#pragma once

#include <signal.h>

#include <string>

#include "base/fd.h"
#include "supervise/signal_echoes.h"

namespace queue {

/// What a waiting process is woken by: its children, ^C, and changes in folders. One at a time in a process, made while it
/// has no other thread: the signals are blocked from then on.
class Wakeups {
 public:
  Wakeups();
  ~Wakeups();
  Wakeups(const Wakeups&) = delete;
  Wakeups& operator=(const Wakeups&) = delete;

  enum class Change { removed, removed_or_made };
  /// Files that are removed from it, or made in it, wake. Where that cannot be had (a network file system tells only of our own host's), only
  /// time does.
  void watch(const std::string& folder, Change change);
  struct Woken {
    int stops =
        0;  ///< INT, TERM, HUP or QUIT came so often, echoes apart; not those that were ignored when we were started
  };
  /// At most so long (ms; -1: for ever).
  Woken wait(int timeout_ms);
  /// In a child that goes on without us.
  void restore_signals() const;

 private:
  sigset_t before_;
  base::UniqueFd signals_, changes_;
  supervise::SignalEchoes echoes_;
};

}  // namespace queue
