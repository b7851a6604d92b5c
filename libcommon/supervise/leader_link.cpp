#include "supervise/leader_link.h"

#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>

#include "base/error.h"

namespace supervise {

LeaderLink::~LeaderLink() {
  if (socket_) order(LeaderOrder::kill);
  reap();
}

void LeaderLink::start(LeaderTask task) {
  int ends[2];
  if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0)
    throw base::UserError("cannot start the program: " + base::error_text(errno));
  socket_.reset(ends[0]);
  const base::UniqueFd leaders_end(ends[1]);
  task.socket = leaders_end.value();
  sigset_t all, before;
  ::sigfillset(&all);
  ::pthread_sigmask(SIG_SETMASK, &all, &before);
  pid_ = ::fork();
  if (pid_ == 0) {
    socket_.reset();
    lead(task);
  }
  const int error = errno;
  ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
  if (pid_ < 0) throw base::UserError("cannot start the program: " + base::error_text(error));
}

void LeaderLink::order(LeaderOrder order) {
  const char byte = static_cast<char>(order);
  (void)::send(socket_.value(), &byte, 1, MSG_NOSIGNAL);
}

LeaderLink::Heard LeaderLink::read(LeaderReport& report) {
  if (!socket_) return Heard::nothing;
  const ssize_t n = ::recv(socket_.value(), &report, sizeof report, MSG_DONTWAIT);
  if (n == sizeof report) return Heard::report;
  if (n < 0 && (errno == EAGAIN || errno == EINTR)) return Heard::nothing;
  socket_.reset();
  return Heard::end;
}

void LeaderLink::dismiss() {
  if (!socket_) return;
  order(LeaderOrder::leave);
  socket_.reset();
}

void LeaderLink::reap() {
  dismiss();
  if (pid_ <= 0) return;
  while (::waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) continue;
  pid_ = -1;
}

}  // namespace supervise
