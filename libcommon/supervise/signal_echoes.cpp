#include "supervise/signal_echoes.h"

#include <signal.h>
#include <unistd.h>

#include "base/time.h"

namespace supervise {
namespace {

/// Nobody presses a key twice as fast.
constexpr std::int64_t same_key_ms = 50;
/// git needs a moment to be scheduled and to pass a signal on.
constexpr std::int64_t passed_on_ms = 1000;

}  // namespace

bool asks_to_stop(int signal) {
  return signal == SIGINT || signal == SIGTERM || signal == SIGHUP || signal == SIGQUIT;
}

bool is_ignored(int signal) {
  struct sigaction action;
  return ::sigaction(signal, nullptr, &action) == 0 && action.sa_handler == SIG_IGN;
}

bool SignalEchoes::is_echo(const signalfd_siginfo& info) {
  if (!asks_to_stop(static_cast<int>(info.ssi_signo))) return false;
  const bool from_parent = info.ssi_code <= 0 && static_cast<pid_t>(info.ssi_pid) == ::getppid();
  Last& last = last_.at(info.ssi_signo);
  const std::int64_t now = base::steady_ms();
  const std::int64_t age = now - last.ms;
  const bool is_passed_on = from_parent && !last.from_parent && age < passed_on_ms;
  if (is_passed_on || ((from_parent || last.from_parent) && age < same_key_ms)) return true;
  last = {now, from_parent};
  return false;
}

}  // namespace supervise
