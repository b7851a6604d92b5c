#pragma once

#include <sys/types.h>

#include "base/fd.h"
#include "supervise/leader.h"

namespace supervise {

/// Our end of the leader: starts it, hears its reports, gives it orders.
class LeaderLink {
 public:
  LeaderLink() = default;
  /// While the leader lives: it kills all that is below it, and is waited for.
  ~LeaderLink();
  LeaderLink(const LeaderLink&) = delete;
  LeaderLink& operator=(const LeaderLink&) = delete;

  /// Forks it; `task.socket` is set here. Throws UserError.
  void start(LeaderTask task);

  pid_t pid() const { return pid_; }          ///< -1: there is none any more
  int fd() const { return socket_.value(); }  ///< readable when a report has come
  void order(LeaderOrder order);

  enum class Heard { report, nothing, end };
  /// Does not wait. After `end`, the leader is gone and only dismiss() is left to do.
  Heard read(LeaderReport& report);
  /// Lets it go, and reaps it.
  void dismiss();

 private:
  base::UniqueFd socket_;
  pid_t pid_ = -1;
};

}  // namespace supervise
