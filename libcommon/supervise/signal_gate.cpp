#include "supervise/signal_gate.h"

#include <sys/signalfd.h>
#include <unistd.h>

#include <cerrno>
#include <string>

#include "base/error.h"
#include "base/time.h"

namespace supervise {
namespace {

constexpr std::array<int, 10> read_signals = {SIGINT, SIGTERM, SIGHUP,  SIGQUIT, SIGUSR1,
                                              SIGURG, SIGUSR2, SIGTSTP, SIGCONT, SIGWINCH};
/// Nobody presses a key twice as fast.
constexpr std::int64_t same_key_ms = 50;
/// git needs a moment to be scheduled and to pass a signal on.
constexpr std::int64_t passed_on_ms = 1000;

/// Such a one must not be blocked: blocked signals are kept even if they are to be ignored.
bool is_ignored(int signal) {
  struct sigaction action;
  return ::sigaction(signal, nullptr, &action) == 0 && action.sa_handler == SIG_IGN;
}

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

bool SignalGate::asks_to_stop(int signal) {
  return signal == SIGINT || signal == SIGTERM || signal == SIGHUP || signal == SIGQUIT;
}

bool SignalGate::is_echo(int signal, bool from_parent) {
  Last& last = last_.at(static_cast<std::size_t>(signal));
  const std::int64_t now = base::steady_ms();
  const std::int64_t age = now - last.ms;
  if (age < same_key_ms || (age < passed_on_ms && from_parent && !last.from_parent)) return true;
  last = {now, from_parent};
  return false;
}

std::vector<int> SignalGate::read() {
  std::vector<int> signals;
  signalfd_siginfo info;
  while (::read(fd_.value(), &info, sizeof info) == sizeof info) {
    const int signal = static_cast<int>(info.ssi_signo);
    const bool from_parent = info.ssi_code <= 0 && static_cast<pid_t>(info.ssi_pid) == ::getppid();
    if (!asks_to_stop(signal) || !is_echo(signal, from_parent)) signals.push_back(signal);
  }
  return signals;
}

}  // namespace supervise
