#include "supervise/leader.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <vector>

#include "base/time.h"
#include "process/process_tree.h"

namespace supervise {
namespace {

constexpr int look_again_ms = 10;
constexpr std::size_t most_named = 64;

/// Becomes the program, in a vforked child: touches nothing but its own descriptors and signals.
[[noreturn]] void become_program(const LeaderTask& task, pid_t leader, int failure_fd) {
  ::setpgid(0, 0);
  if (task.terminal >= 0) {
    const pid_t group = ::getpid();
    ::ioctl(task.terminal, TIOCSPGRP, &group);
  }
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != leader) ::_exit(128 + SIGKILL);  // it was killed before that held
  const std::array<int, 3> standard = {task.in, task.out, task.err};
  for (int fd = 0; fd < 3; ++fd)
    if (standard[static_cast<std::size_t>(fd)] != fd) ::dup2(standard[static_cast<std::size_t>(fd)], fd);

  struct sigaction pipe_action {};
  pipe_action.sa_handler = SIG_DFL;
  ::sigaction(SIGPIPE, &pipe_action, nullptr);
  ::sigaction(SIGXFSZ, &task.file_size_action, nullptr);
  // Ignored in a script's background jobs, so that a terminal's ^C does not reach them: it does not reach a session of its own.
  ::signal(task.stop_signal, SIG_DFL);
  ::sigprocmask(SIG_SETMASK, &task.mask, nullptr);
  const ExecPlan::Failure failure = task.plan.execute();
  const bool told = ::write(failure_fd, &failure, sizeof failure) == sizeof failure;
  ::_exit(told ? 126 : 127);
}

void close_from_to(unsigned int first, unsigned int last) {
  if (first > last || ::close_range(first, last, 0) == 0) return;
  // Before Linux 5.9. Nobody opens more by hand.
  for (unsigned int fd = first; fd <= std::min(last, 65535U); ++fd) ::close(static_cast<int>(fd));
}

class Leader {
 public:
  explicit Leader(const LeaderTask& task) : task_(task), self_(::getpid()) {}

  [[noreturn]] void lead() {
    set_up();
    start_program();
    let_go_of_descriptors();
    while (true) {
      wait_for_something();
      reap();
      obey();
      if (stage_ != Stage::watch) continue_ending();
    }
  }

 private:
  enum class Stage { watch, ask, kill };

  void set_up();
  void start_program();
  void let_go_of_descriptors();
  void wait_for_something();
  void reap();
  void program_ended(int status);
  void obey();
  void begin_ending(Stage stage, bool own_sessions_too);
  void continue_ending();
  void finish_ending(const std::vector<process::ProcessInfo>& unkilled);
  std::vector<process::ProcessInfo> find_targets();
  void signal_targets(const std::vector<process::ProcessInfo>& targets, int signal);
  void report_survivors();
  void send(const LeaderReport& report);

  const LeaderTask& task_;
  pid_t self_;
  pid_t program_ = -1;
  int terminal_ = -1;
  int children_fd_ = -1;
  bool ended_ = false;
  bool childless_ = false;
  bool orphaned_ = false;  ///< those who started us are gone
  bool clean_ = false;
  LeaderReport::Survivors survivors_ = LeaderReport::Survivors::some;
  Stage stage_ = Stage::watch;
  bool own_sessions_too_ = false;
  std::int64_t deadline_ms_ = 0;
};

void Leader::send(const LeaderReport& report) {
  if (!orphaned_) (void)::send(task_.socket, &report, sizeof report, MSG_NOSIGNAL);
}

void Leader::set_up() {
  // Another name than ours: `pkill -9 git-exp-run` must not take both of us.
  ::prctl(PR_SET_NAME, "exp-leader");
  ::prctl(PR_SET_CHILD_SUBREAPER, 1);
  ::signal(SIGCHLD, SIG_DFL);  // ignored by a careless caller, it would take the exit status from us
  ::setsid();
  terminal_ = task_.terminal;
  if (terminal_ >= 0) ::ioctl(terminal_, TIOCSCTTY, 0);
  sigset_t child;
  ::sigemptyset(&child);
  ::sigaddset(&child, SIGCHLD);
  children_fd_ = ::signalfd(-1, &child, SFD_CLOEXEC | SFD_NONBLOCK);
}

void Leader::start_program() {
  int failure_pipe[2] = {-1, -1};
  LeaderReport report;
  report.time_ms = base::now().ms;
  ExecPlan::Failure failure;
  if (::pipe2(failure_pipe, O_CLOEXEC) == 0) {
    program_ = ::vfork();
    if (program_ == 0) become_program(task_, self_, failure_pipe[1]);
  }
  if (program_ < 0) failure.errno_value = errno;
  ::close(failure_pipe[1]);
  if (program_ > 0 && ::read(failure_pipe[0], &failure, sizeof failure) == sizeof failure) {
    ::waitpid(program_, nullptr, 0);
    program_ = -1;
  }
  ::close(failure_pipe[0]);
  if (program_ > 0) {
    report.kind = LeaderReport::Kind::started;
    report.pid = program_;
  } else {
    report.kind = LeaderReport::Kind::not_started;
    report.error = failure.errno_value;
    report.in_folder = failure.folder ? 1 : 0;
    clean_ = true;
  }
  send(report);
}

/// A copy of anything that we keep would hold it open behind the back of those who wait for its end: the reader of
/// our caller's pipe, the other side of the terminal.
void Leader::let_go_of_descriptors() {
  for (int fd = 0; fd < 3; ++fd) ::dup2(task_.null, fd);
  std::array<int, 3> kept = {task_.socket, children_fd_, clean_ ? children_fd_ : terminal_};
  std::sort(kept.begin(), kept.end());
  unsigned int first = 3;
  for (const int fd : kept) {
    if (fd < 3) continue;
    const auto last = static_cast<unsigned int>(fd);
    if (last >= first) close_from_to(first, last - 1);
    first = last + 1;
  }
  close_from_to(first, ~0U);
}

void Leader::wait_for_something() {
  std::array<pollfd, 2> fds{{{orphaned_ ? -1 : task_.socket, POLLIN, 0}, {children_fd_, POLLIN, 0}}};
  ::poll(fds.data(), fds.size(), stage_ == Stage::watch ? -1 : look_again_ms);
}

void Leader::reap() {
  signalfd_siginfo ignored;
  bool something = false;
  while (::read(children_fd_, &ignored, sizeof ignored) == sizeof ignored) something = true;
  if (!something && stage_ == Stage::watch) return;
  int status = 0;
  pid_t pid;
  while ((pid = ::waitpid(-1, &status, WNOHANG | WUNTRACED)) > 0) {
    if (pid != program_) continue;
    if (WIFSTOPPED(status)) {
      LeaderReport report;
      report.kind = LeaderReport::Kind::stopped;
      send(report);
    } else {
      program_ended(status);
    }
  }
  childless_ = pid < 0 && errno == ECHILD;
  if (ended_ && !clean_ && stage_ == Stage::watch) report_survivors();
}

void Leader::program_ended(int status) {
  ended_ = true;
  LeaderReport report;
  report.kind = LeaderReport::Kind::ended;
  report.status = status;
  report.time_ms = base::now().ms;
  send(report);
}

/// We are the subreaper: where we have no child, nothing is left at all. This spares most programs the walk.
void Leader::report_survivors() {
  LeaderReport report;
  report.kind = LeaderReport::Kind::remaining;
  if (!childless_) {
    report.survivors = LeaderReport::Survivors::own_sessions;
    for (const auto& process : process::living_descendants(process::read_processes(), self_))
      if (process.session == self_) report.survivors = LeaderReport::Survivors::some;
  }
  if (report.survivors != survivors_ || report.survivors == LeaderReport::Survivors::some) send(report);
  survivors_ = report.survivors;
  if (childless_) finish_ending({});
}

void Leader::obey() {
  if (orphaned_) return;
  char order = 0;
  const ssize_t n = ::recv(task_.socket, &order, 1, MSG_DONTWAIT);
  if (n < 0) return;
  if (n == 0) {
    orphaned_ = true;
    if (clean_) ::_exit(0);
    return begin_ending(stage_ == Stage::kill ? Stage::kill : Stage::ask, true);
  }
  switch (static_cast<LeaderOrder>(order)) {
    case LeaderOrder::finish: return begin_ending(Stage::ask, false);
    case LeaderOrder::sweep: return begin_ending(Stage::ask, true);
    case LeaderOrder::kill: return begin_ending(Stage::kill, true);
    case LeaderOrder::leave: ::_exit(0);
  }
}

void Leader::begin_ending(Stage stage, bool own_sessions_too) {
  if (clean_) return;
  own_sessions_too_ = own_sessions_too;
  stage_ = stage;
  deadline_ms_ = base::steady_ms() + (stage == Stage::ask ? ask_ms : kill_ms);
  // Asked once only: what they start to clean up after themselves is left to do so.
  if (stage == Stage::ask) signal_targets(find_targets(), SIGTERM);
}

std::vector<process::ProcessInfo> Leader::find_targets() {
  std::vector<process::ProcessInfo> targets;
  if (childless_) return targets;
  const auto all = process::read_processes();
  targets = process::living_descendants(all, self_);
  if (!own_sessions_too_)
    targets.erase(std::remove_if(targets.begin(), targets.end(),
                                 [&](const process::ProcessInfo& process) { return process.session != self_; }),
                  targets.end());
  // Without /proc the program's group is all that can be reached.
  if (all.empty() && program_ > 0 && ::kill(-program_, 0) == 0) {
    targets.emplace_back();
    targets.back().pid = -program_;
  }
  return targets;
}

void Leader::signal_targets(const std::vector<process::ProcessInfo>& targets, int signal) {
  for (const auto& process : targets) ::kill(process.pid, signal);
  if (signal == SIGKILL) return;
  for (const auto& process : targets) ::kill(process.pid, SIGCONT);  // a stopped one would never hear it
}

void Leader::continue_ending() {
  const auto targets = find_targets();
  const bool overdue = base::steady_ms() >= deadline_ms_;
  if (targets.empty() && (ended_ || childless_)) return finish_ending({});
  if (stage_ == Stage::ask && overdue) {
    stage_ = Stage::kill;
    deadline_ms_ = base::steady_ms() + kill_ms;
  } else if (stage_ == Stage::kill && overdue) {
    return finish_ending(targets);
  }
  if (stage_ == Stage::kill) signal_targets(targets, SIGKILL);
}

void Leader::finish_ending(const std::vector<process::ProcessInfo>& unkilled) {
  if (orphaned_) ::_exit(0);
  stage_ = Stage::watch;
  clean_ = true;
  std::vector<process::ProcessInfo> left;
  if (!childless_) left = process::living_descendants(process::read_processes(), self_);
  std::size_t named = 0;
  for (const auto& process : left) {
    if (++named > most_named) break;
    LeaderReport report;
    report.kind = LeaderReport::Kind::left;
    report.pid = process.pid;
    report.unkillable = std::any_of(unkilled.begin(), unkilled.end(),
                                    [&](const process::ProcessInfo& other) { return other.pid == process.pid; });
    process.name.copy(report.name, sizeof report.name - 1);
    send(report);
  }
  // The last end but theirs who stay: now the reader comes to an end when all is read. Our own end would hang the
  // terminal up and throw away what is on its way.
  if (terminal_ >= 0) ::close(terminal_);
  terminal_ = -1;
  LeaderReport report;
  report.kind = LeaderReport::Kind::clean;
  send(report);
}

}  // namespace

void lead(const LeaderTask& task) {
  Leader(task).lead();
}

}  // namespace supervise
