#include "supervise/program.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <limits>
#include <utility>

#include "base/error.h"
#include "process/process_tree.h"
#include "process/pseudo_terminal.h"
#include "supervise/exec_plan.h"
#include "supervise/keyboard.h"
#include "supervise/leader_link.h"
#include "supervise/program_files.h"
#include "supervise/program_output.h"
#include "supervise/signal_gate.h"

namespace supervise {
namespace {

constexpr std::int64_t tick_ms = 1000;
/// What has been printed is in the log by then, whatever kills us.
constexpr std::int64_t output_tick_ms = 100;
constexpr std::int64_t silence_ms = 100;
constexpr std::int64_t longest_drain_ms = 2000;
constexpr std::int64_t second_key_ms = 2000;
/// How long a program may take to stop after ^Z before we stop without it.
constexpr std::int64_t stop_together_ms = 500;
constexpr std::int64_t never = std::numeric_limits<std::int64_t>::max();

}  // namespace

class ProgramSession::Impl {
 public:
  explicit Impl(Program program) : program_(std::move(program)) {}

  void start();
  ProgramEnd run(ProgramEvents& events);

 private:
  enum class Phase { running, ending, draining, done };

  void wait_and_handle(ProgramEvents& events);
  std::int64_t next_deadline() const;
  void keep_deadlines(ProgramEvents& events, std::int64_t now);

  void read_reports(ProgramEvents& events);
  void take_report(const LeaderReport& report, ProgramEvents& events);
  void program_ended(const LeaderReport& report);
  void program_not_started(const LeaderReport& report);
  void take_survivors(LeaderReport::Survivors survivors);
  void leader_lost();
  void program_killed();
  void enter_draining();
  void order(LeaderOrder order);
  bool keeps_terminal() const { return terminal_ >= 0 && output_.is_open(0); }

  void take_signal(int signal);
  void heed(StopWish wish, std::int64_t now);
  void begin_to_stop(std::int64_t now, bool ends_in_kill);
  void insist(std::int64_t now);
  void ask_to_stop(int signal);
  void forward(int signal);
  void stop_ourselves(ProgramEvents& events);

  Program program_;
  std::optional<SignalGate> signals_;
  std::optional<ExecPlan> plan_;
  ProgramOutput output_;
  std::optional<Keyboard> keyboard_;
  int terminal_ = -1;  ///< our end of the pseudo-terminal; belongs to output_
  LeaderLink leader_;

  Phase phase_ = Phase::running;
  ProgramEnd end_;
  std::vector<int> early_signals_;  ///< came before the program was there
  bool ordered_ = false;            ///< the leader knows what to do with those that are left
  bool pausing_ = false;            ///< what is left may finish its output
  bool stopping_ = false;           ///< it was asked, by a wish or the timeout
  bool ends_in_kill_ = false;       ///< and is killed if that does not help
  StopWish wish_ = StopWish::none;  ///< as far as it is heeded
  std::int64_t last_interrupt_ms_ = -second_key_ms;
  std::int64_t insisted_ms_ = 0;
  std::int64_t ended_ms_ = 0;
  // When to act, by the steady clock; `never` where nothing is due.
  std::int64_t tick_at_ = never;
  std::int64_t timeout_at_ = never;
  std::int64_t insist_at_ = never;
  std::int64_t kill_at_ = never;
  std::int64_t stop_at_ = never;
  std::int64_t drained_at_ = never;
};

void ProgramSession::Impl::start() {
  open_standard_files();
  signals_.emplace();
  plan_.emplace(program_.argv, program_.folder, program_.environment);
  const base::UniqueFd null(::open("/dev/null", O_RDWR | O_CLOEXEC));
  if (!null) throw base::file_error("open", "/dev/null", errno);
  const ProgramFiles files =
      connect_program(program_.use_pty, program_.in_background, null.value(), output_, keyboard_);
  terminal_ = files.our_terminal;
  leader_.start({*plan_, -1, files.terminal.value(), null.value(), files.in ? files.in.value() : STDIN_FILENO,
                 files.out.value(), files.err.value(), signals_->mask_before(), signals_->file_size_before(),
                 program_.stop_signal});
  const std::int64_t now = base::steady_ms();
  tick_at_ = now + tick_ms;
  if (program_.timeout_ms) timeout_at_ = now + *program_.timeout_ms;
}

ProgramEnd ProgramSession::Impl::run(ProgramEvents& events) {
  while (phase_ != Phase::done) wait_and_handle(events);
  events.tick();
  end_.relay_broken = output_.relay_broken();
  leader_.dismiss();
  return std::move(end_);
}

void ProgramSession::Impl::wait_and_handle(ProgramEvents& events) {
  const bool listens = phase_ == Phase::running && keyboard_ && keeps_terminal();
  std::array<pollfd, 8> fds{{{leader_.fd(), POLLIN, 0},
                             {signals_->fd(), POLLIN, 0},
                             {output_.readable_fd(0), POLLIN, 0},
                             {output_.readable_fd(1), POLLIN, 0},
                             {output_.writable_fd(0), POLLOUT, 0},
                             {output_.writable_fd(1), POLLOUT, 0},
                             {listens && keyboard_->wants_input() ? STDIN_FILENO : -1, POLLIN, 0},
                             {listens && keyboard_->has_kept() ? terminal_ : -1, POLLOUT, 0}}};
  const std::int64_t wait = std::max<std::int64_t>(next_deadline() - base::steady_ms(), 0);
  const int ready = ::poll(fds.data(), fds.size(), static_cast<int>(std::min(wait, tick_ms)));
  if (ready > 0) {
    if (fds[0].revents) read_reports(events);
    if (fds[1].revents)
      for (const int signal : signals_->read()) take_signal(signal);
    for (std::size_t way = 0; way < ProgramOutput::most_ways; ++way) {
      if (fds[2 + way].revents) {
        output_.read(way, events);
        tick_at_ = std::min(tick_at_, base::steady_ms() + output_tick_ms);
      }
      if (fds[4 + way].revents) output_.flush(way);
    }
    if (fds[6].revents) keyboard_->read((fds[6].revents & POLLHUP) != 0);
    if (fds[7].revents) keyboard_->flush();
  }
  keep_deadlines(events, base::steady_ms());
}

std::int64_t ProgramSession::Impl::next_deadline() const {
  std::int64_t next = std::min({tick_at_, timeout_at_, insist_at_, kill_at_, stop_at_});
  const std::int64_t silent_at = output_.last_ms() + silence_ms;
  if (pausing_) next = std::min({next, std::max(silent_at, ended_ms_ + silence_ms), ended_ms_ + longest_drain_ms});
  if (phase_ == Phase::draining) next = std::min({next, std::max(silent_at, ended_ms_ + silence_ms), drained_at_});
  return next;
}

void ProgramSession::Impl::keep_deadlines(ProgramEvents& events, std::int64_t now) {
  const bool silent = now >= std::max(output_.last_ms(), ended_ms_) + silence_ms;
  if (now >= timeout_at_) {
    timeout_at_ = never;
    end_.timed_out = !end_.interrupted;
    begin_to_stop(now, true);
  }
  if (now >= insist_at_) insist(now);
  if (now >= kill_at_) {
    kill_at_ = never;
    order(LeaderOrder::kill);
  }
  if (pausing_ && (silent || now >= ended_ms_ + longest_drain_ms)) {
    pausing_ = false;
    order(LeaderOrder::finish);
  }
  if (phase_ == Phase::draining) {
    if (output_.blocked()) {
      ended_ms_ = now;
      drained_at_ = now + longest_drain_ms;
    } else if (output_.all_closed()) {
      phase_ = Phase::done;
    } else if (silent || now >= drained_at_) {
      end_.output_cut = true;
      output_.close();
      phase_ = Phase::done;
    }
  }
  if (now >= stop_at_) stop_ourselves(events);
  if (now >= tick_at_ && phase_ != Phase::done) {
    tick_at_ = now + tick_ms;
    events.tick();
    heed(events.stop_wish(), now);
  }
}

void ProgramSession::Impl::read_reports(ProgramEvents& events) {
  LeaderReport report;
  LeaderLink::Heard heard;
  while ((heard = leader_.read(report)) == LeaderLink::Heard::report) take_report(report, events);
  if (heard == LeaderLink::Heard::end && phase_ != Phase::draining) leader_lost();
}

void ProgramSession::Impl::take_report(const LeaderReport& report, ProgramEvents& events) {
  switch (report.kind) {
    case LeaderReport::Kind::started:
      end_.pid = report.pid;
      end_.started = {report.time_ms};
      events.started(report.pid);
      for (const int signal : std::exchange(early_signals_, {})) forward(signal);
      heed(events.stop_wish(), base::steady_ms());
      return;
    case LeaderReport::Kind::not_started: return program_not_started(report);
    case LeaderReport::Kind::stopped:
      if (stop_at_ != never) stop_at_ = 0;
      return;
    case LeaderReport::Kind::ended: return program_ended(report);
    case LeaderReport::Kind::remaining: return take_survivors(report.survivors);
    case LeaderReport::Kind::left: end_.left_alone.push_back({report.pid, report.name, report.unkillable != 0}); return;
    case LeaderReport::Kind::clean: return enter_draining();
  }
}

void ProgramSession::Impl::program_not_started(const LeaderReport& report) {
  const auto why = plan_->explain({report.error, report.in_folder != 0});
  end_.exit_status = why.exit_status;
  end_.why_not_started = why.text;
  end_.started = end_.ended = {report.time_ms};
  enter_draining();
}

void ProgramSession::Impl::program_ended(const LeaderReport& report) {
  end_.ended = {report.time_ms};
  end_.signal = WIFSIGNALED(report.status) ? WTERMSIG(report.status) : 0;
  end_.exit_status = end_.signal ? 128 + end_.signal : WEXITSTATUS(report.status);
  phase_ = Phase::ending;
  ended_ms_ = base::steady_ms();
  timeout_at_ = insist_at_ = kill_at_ = stop_at_ = never;
}

void ProgramSession::Impl::take_survivors(LeaderReport::Survivors survivors) {
  pausing_ = false;
  if (survivors == LeaderReport::Survivors::none || ordered_) return;
  if (end_.interrupted || end_.timed_out) {
    order(LeaderOrder::sweep);
  } else if (survivors == LeaderReport::Survivors::own_sessions) {
    order(LeaderOrder::finish);
  } else {
    pausing_ = true;
  }
}

/// It was killed from outside, and the program with it. Its session can still be told by its number.
void ProgramSession::Impl::leader_lost() {
  const pid_t session = leader_.pid();
  leader_.reap();
  end_.leader_lost = true;
  process::kill_session(session, kill_ms);
  if (phase_ == Phase::running) program_killed();
  enter_draining();
}

/// Nobody could tell us its status.
void ProgramSession::Impl::program_killed() {
  LeaderReport report;
  report.status = SIGKILL;
  report.time_ms = base::now().ms;
  program_ended(report);
  if (end_.started.ms == 0) end_.started = end_.ended;
}

void ProgramSession::Impl::enter_draining() {
  // Killed in vain: it is named among the left ones, and nothing more is to be waited for.
  if (phase_ == Phase::running && end_.why_not_started.empty()) program_killed();
  phase_ = Phase::draining;
  pausing_ = false;
  ended_ms_ = base::steady_ms();
  drained_at_ = ended_ms_ + longest_drain_ms;
  timeout_at_ = insist_at_ = kill_at_ = stop_at_ = never;
}

void ProgramSession::Impl::order(LeaderOrder order) {
  leader_.order(order);
  ordered_ = true;
}

void ProgramSession::Impl::take_signal(int signal) {
  if (signal == SIGURG) {
    tick_at_ = 0;
    return;
  }
  if (signal == SIGWINCH || signal == SIGCONT) {
    if (keeps_terminal()) process::copy_window_size(STDOUT_FILENO, terminal_);
    if (signal == SIGCONT || !keeps_terminal()) forward(signal);
  } else if (asks_to_stop(signal)) {
    ask_to_stop(signal);
  } else {
    if (signal == SIGTSTP) stop_at_ = base::steady_ms() + stop_together_ms;
    forward(signal);
  }
}

void ProgramSession::Impl::heed(StopWish wish, std::int64_t now) {
  if (wish <= wish_ || phase_ == Phase::draining) return;
  wish_ = wish;
  if (phase_ == Phase::ending) {
    // No patience with what is left, but this is no interrupted run.
    if (std::exchange(pausing_, false)) order(LeaderOrder::finish);
    return;
  }
  if (!end_.interrupted && !end_.timed_out) {
    end_.interrupted = true;
    end_.stop_signal = program_.stop_signal;
  }
  if (wish == StopWish::now) return order(LeaderOrder::kill);
  begin_to_stop(now, wish == StopWish::force);
}

/// Of one that has begun already only the end may change.
void ProgramSession::Impl::begin_to_stop(std::int64_t now, bool ends_in_kill) {
  const bool has_insisted = stopping_ && insist_at_ == never;
  const bool becomes_final = ends_in_kill && !std::exchange(ends_in_kill_, ends_in_kill_ || ends_in_kill);
  if (becomes_final && has_insisted) kill_at_ = std::min(kill_at_, std::max(now, insisted_ms_ + program_.grace_ms));
  if (std::exchange(stopping_, true)) return;
  if (program_.stop_signal == SIGTERM) return insist(now);
  insist_at_ = now + program_.grace_ms;
  forward(program_.stop_signal);
  forward(SIGCONT);
}

void ProgramSession::Impl::insist(std::int64_t now) {
  insist_at_ = never;
  insisted_ms_ = now;
  if (ends_in_kill_) kill_at_ = now + program_.grace_ms;
  forward(SIGTERM);
  forward(SIGCONT);
}

void ProgramSession::Impl::ask_to_stop(int signal) {
  if (phase_ == Phase::draining) return output_.give_up_relay();
  if (phase_ == Phase::ending) {
    // No patience with what is left, but this is no interrupted run.
    if (std::exchange(pausing_, false)) order(LeaderOrder::finish);
    return;
  }
  if (!end_.interrupted && !end_.timed_out) {
    end_.interrupted = true;
    end_.stop_signal = signal;
  }
  const std::int64_t now = base::steady_ms();
  if (signal == SIGINT) {
    if (now - std::exchange(last_interrupt_ms_, now) < second_key_ms) return order(LeaderOrder::kill);
  }
  forward(signal);
}

void ProgramSession::Impl::forward(int signal) {
  if (phase_ != Phase::running) return;
  if (end_.pid == 0) return early_signals_.push_back(signal);
  const pid_t group = ::getpgid(end_.pid);
  ::kill(-end_.pid, signal);
  if (group > 0 && group != end_.pid) ::kill(end_.pid, signal);  // it has left the group that we made for it
  const pid_t foreground = keeps_terminal() ? ::tcgetpgrp(terminal_) : -1;
  if (foreground > 0 && foreground != end_.pid) ::kill(-foreground, signal);
}

/// ^Z: what has come so far is shown and logged, then our shell gets its prompt. `fg` sends us SIGCONT.
void ProgramSession::Impl::stop_ourselves(ProgramEvents& events) {
  stop_at_ = never;
  for (std::size_t way = 0; way < ProgramOutput::most_ways; ++way) output_.read(way, events);
  events.tick();
  ::kill(::getpid(), SIGSTOP);
  tick_at_ = base::steady_ms() + tick_ms;
}

ProgramSession::ProgramSession(Program program) : impl_(std::make_unique<Impl>(std::move(program))) {}
ProgramSession::~ProgramSession() = default;
void ProgramSession::start() {
  impl_->start();
}
ProgramEnd ProgramSession::run(ProgramEvents& events) {
  return impl_->run(events);
}

}  // namespace supervise
