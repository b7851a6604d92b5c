#pragma once

#include <sys/types.h>

#include "base/fd.h"
#include "supervise/leader.h"

namespace supervise {

/// Our end of the leader: starts it, hears its reports, gives it orders.
class LeaderLink {
 public:
  LeaderLink() = default;
  /// A leader that was not let go kills all that is below it. It is waited for, in any case.
  ~LeaderLink();
  LeaderLink(const LeaderLink&) = delete;
  LeaderLink& operator=(const LeaderLink&) = delete;

  /// Forks it; `task.socket` is set here. Throws UserError.
  void start(LeaderTask task);

  pid_t pid() const { return pid_; }          ///< -1: it was reaped, or there was none
  int fd() const { return socket_.value(); }  ///< readable when a report has come
  void order(LeaderOrder order);

  enum class Heard { report, nothing, end };
  /// Does not wait. After `end`, the leader is gone and only reap() is left to do.
  Heard read(LeaderReport& report);
  /// Lets it go. That takes it half a millisecond, which need not be waited for.
  void dismiss();
  /// dismiss(), and reaps it.
  void reap();

 private:
  base::UniqueFd socket_;
  pid_t pid_ = -1;
};

}  // namespace supervise
