#include "supervise/signal_gate.h"

#include <sys/signalfd.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <string>

#include "base/error.h"

namespace supervise {
namespace {

constexpr std::array<int, 10> read_signals = {SIGINT, SIGTERM, SIGHUP,  SIGQUIT, SIGUSR1,
                                              SIGURG, SIGUSR2, SIGTSTP, SIGCONT, SIGWINCH};
struct sigaction ignore(int signal) {
  struct sigaction before, ignored{};
  ignored.sa_handler = SIG_IGN;
  ::sigaction(signal, &ignored, &before);
  return before;
}

}  // namespace

SignalGate::SignalGate() {
  sigset_t blocked, readable;
  ::sigemptyset(&readable);
  for (const int signal : read_signals)
    if (!is_ignored(signal)) ::sigaddset(&readable, signal);
  blocked = readable;
  // Blocked and not read: a terminal that refuses us in the background gives an error instead of a halt.
  ::sigaddset(&blocked, SIGTTIN);
  ::sigaddset(&blocked, SIGTTOU);
  fd_.reset(::signalfd(-1, &readable, SFD_CLOEXEC | SFD_NONBLOCK));
  if (!fd_) throw base::UserError("cannot wait for signals: " + base::error_text(errno));
  ::pthread_sigmask(SIG_BLOCK, &blocked, &mask_before_);
  pipe_before_ = ignore(SIGPIPE);
  file_size_before_ = ignore(SIGXFSZ);
}

SignalGate::~SignalGate() {
  (void)read();
  ::sigaction(SIGPIPE, &pipe_before_, nullptr);
  ::sigaction(SIGXFSZ, &file_size_before_, nullptr);
  ::pthread_sigmask(SIG_SETMASK, &mask_before_, nullptr);
}

std::vector<int> SignalGate::read() {
  std::vector<int> signals;
  signalfd_siginfo info;
  while (::read(fd_.value(), &info, sizeof info) == sizeof info)
    if (!echoes_.is_echo(info)) signals.push_back(static_cast<int>(info.ssi_signo));
  return signals;
}

}  // namespace supervise
