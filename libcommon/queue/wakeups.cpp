#include "queue/wakeups.h"

#include <poll.h>
#include <sys/inotify.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdint>

#include "base/error.h"

namespace queue {

Wakeups::Wakeups() {
  sigset_t wanted;
  sigemptyset(&wanted);
  for (const int signal : {SIGCHLD, SIGINT, SIGTERM, SIGHUP, SIGQUIT})
    if (!supervise::is_ignored(signal)) sigaddset(&wanted, signal);
  ::sigprocmask(SIG_BLOCK, &wanted, &before_);
  signals_.reset(::signalfd(-1, &wanted, SFD_NONBLOCK | SFD_CLOEXEC));
  if (!signals_) throw base::UserError("cannot wait for signals: " + base::error_text(errno));
  changes_.reset(::inotify_init1(IN_NONBLOCK | IN_CLOEXEC));
}

Wakeups::~Wakeups() {
  restore_signals();
}

void Wakeups::watch(const std::string& folder, Change change) {
  const std::uint32_t events = change == Change::removed ? IN_DELETE : IN_DELETE | IN_CREATE | IN_MOVED_TO;
  if (changes_) ::inotify_add_watch(changes_.value(), folder.c_str(), events);
}

Wakeups::Woken Wakeups::wait(int timeout_ms) {
  Woken woken;
  std::array<pollfd, 2> fds{{{signals_.value(), POLLIN, 0}, {changes_ ? changes_.value() : -1, POLLIN, 0}}};
  if (::poll(fds.data(), fds.size(), timeout_ms) <= 0) return woken;
  signalfd_siginfo info;
  while (::read(signals_.value(), &info, sizeof info) == sizeof info)
    if (info.ssi_signo != SIGCHLD && !echoes_.is_echo(info)) ++woken.stops;
  std::array<char, 4096> ignored;
  while (changes_ && ::read(changes_.value(), ignored.data(), ignored.size()) > 0) continue;
  return woken;
}

void Wakeups::restore_signals() const {
  ::sigprocmask(SIG_SETMASK, &before_, nullptr);
}

}  // namespace queue
