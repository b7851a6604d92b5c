#include "supervise/session_runner.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include "base/file.h"
#include "base/text.h"
#include "base/time.h"
#include "process/child.h"
#include "process/process_tree.h"
#include "supervise/log.h"

namespace supervise {
namespace {

constexpr std::int64_t patience_ms = 60'000;

class LoggedEvents final : public ProgramEvents {
 public:
  explicit LoggedEvents(const std::string& path) : log_(path) {}
  void started(pid_t) override {}
  void output(Stream, std::string_view bytes) override { log_.output(bytes); }
  void tick() override {
    ++ticks;
    log_.flush();
  }
  int ticks = 0;

 private:
  LogWriter log_;
};

}  // namespace

std::string describe(const ProgramEnd& end) {
  std::string text = fmt::format("exit {}", end.exit_status);
  if (end.signal) text += fmt::format(", signal {}", end.signal);
  if (!end.why_not_started.empty()) text += ", " + end.why_not_started;
  if (end.interrupted) text += fmt::format(", interrupted by {}", end.stop_signal);
  if (end.timed_out) text += ", timed out";
  for (const auto& process : end.left_alone) text += (process.unkillable ? ", unkillable " : ", left ") + process.name;
  if (end.output_cut) text += ", output cut";
  if (end.relay_broken) text += ", relay broken";
  if (end.leader_lost) text += ", leader lost";
  return text;
}

bool is_gone(pid_t pid) {
  for (const std::int64_t deadline = base::steady_ms() + patience_ms; base::steady_ms() < deadline;) {
    const auto process = process::parse_process(base::read_file(fmt::format("/proc/{}/stat", pid)).bytes);
    if (!process || process->state == 'Z' || process->state == 'X') return true;
    ::poll(nullptr, 0, 5);
  }
  return false;
}

SessionRunner::SessionRunner(Program program, Setup setup) {
  start(std::move(program), setup);
}

SessionRunner::SessionRunner(const std::string& script, Setup setup) {
  Program program;
  program.argv = {"sh", "-c", script};
  program.use_pty = setup.terminal;
  start(std::move(program), setup);
}

void SessionRunner::start(Program program, const Setup& setup) {
  std::string pattern = base::path_join(testing::TempDir(), "session-XXXXXX");
  folder_ = ::mkdtemp(pattern.data());
  if (program.folder.empty()) program.folder = folder_;
  if (program.environment.empty()) program.environment = process::environment_with({"PS1=", "PWD=" + program.folder});

  base::Pipe result = base::make_pipe(), in = base::make_pipe(), out = base::make_pipe(), err = base::make_pipe();
  if (setup.terminal) {
    int ours = -1, theirs = -1;
    winsize size{33, 99, 0, 0};
    EXPECT_EQ(::openpty(&ours, &theirs, nullptr, nullptr, &size), 0);
    out = {base::UniqueFd(ours), base::UniqueFd(theirs)};
    in.read_end.reset(::fcntl(theirs, F_DUPFD_CLOEXEC, 3));
    if (!setup.error_file) err.write_end.reset(::fcntl(theirs, F_DUPFD_CLOEXEC, 3));
    ::fcntl(ours, F_SETFD, FD_CLOEXEC);
  } else if (setup.one_output) {
    err.write_end.reset(::fcntl(out.write_end.value(), F_DUPFD_CLOEXEC, 3));
  }
  EXPECT_TRUE(base::write_all(in.write_end.value(), setup.input));
  pid_ = ::fork();
  if (pid_ == 0) {
    in.write_end.reset();
    out.read_end.reset();
    be_the_session(program, setup, in.read_end.value(), out.write_end.value(), err.write_end.value(),
                   result.write_end.value());
  }
  out_ = std::move(out.read_end);
  err_ = std::move(err.read_end);
  result_ = std::move(result.read_end);
}

void SessionRunner::be_the_session(const Program& program, const Setup& setup, int in, int out, int err, int result) {
  if (setup.terminal) {
    ::setsid();
    ::ioctl(out, TIOCSCTTY, 0);
  }
  ::dup2(in, 0);
  ::dup2(out, 1);
  ::dup2(err, 2);
  for (const int fd : {in, out, err}) ::close(fd);
  if (setup.before) setup.before();
  std::string text;
  {
    ProgramSession session(program);
    session.start();
    LoggedEvents events(path("log"));
    text = describe(session.run(events));
    text = fmt::format("{} {}", events.ticks, text);
  }
  ::_exit(base::write_all(result, text) ? 0 : 1);
}

SessionRunner::~SessionRunner() {
  if (pid_ > 0) {
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
  }
  base::remove_tree(folder_);
}

bool SessionRunner::read_more(int timeout_ms) {
  std::array<pollfd, 3> fds{{{out_.value(), POLLIN, 0}, {err_.value(), POLLIN, 0}, {result_.value(), POLLIN, 0}}};
  if (!out_ && !err_ && !result_) return false;
  if (::poll(fds.data(), fds.size(), timeout_ms) <= 0) return false;
  const std::array<std::pair<base::UniqueFd*, std::string*>, 3> ways = {
      {{&out_, &out_text_}, {&err_, &err_text_}, {&result_, &result_text_}}};
  for (std::size_t i = 0; i < ways.size(); ++i) {
    char buffer[65536];
    if (!fds[i].revents) continue;
    const ssize_t n = ::read(ways[i].first->value(), buffer, sizeof buffer);
    if (n > 0) ways[i].second->append(buffer, static_cast<std::size_t>(n));
    if (n <= 0) ways[i].first->reset();
  }
  return true;
}

bool SessionRunner::shows(const std::string& text) {
  const std::int64_t deadline = base::steady_ms() + patience_ms;
  while (out_text_.find(text) == out_text_.npos)
    if (base::steady_ms() > deadline || !read_more(1000)) {
      if (!out_ || base::steady_ms() > deadline) return false;
    }
  return true;
}

void SessionRunner::type(const std::string& keys) {
  EXPECT_TRUE(base::write_all(out_.value(), keys));
}

void SessionRunner::close_output() {
  out_.reset();
}

std::string SessionRunner::end() {
  const std::int64_t deadline = base::steady_ms() + patience_ms;
  while (result_ && base::steady_ms() < deadline) read_more(1000);
  while (read_more(0)) continue;
  ::kill(pid_, SIGKILL);
  ::waitpid(pid_, nullptr, 0);
  pid_ = -1;
  while ((out_ || err_) && base::steady_ms() < deadline) read_more(1000);
  if (result_text_.empty()) return "killed";
  ticks_ = std::atoi(result_text_.c_str());
  return result_text_.substr(result_text_.find(' ') + 1);
}

std::string SessionRunner::log() const {
  return base::read_file(path("log")).bytes;
}

pid_t SessionRunner::pid_in(const std::string& name) const {
  for (const std::int64_t deadline = base::steady_ms() + patience_ms; base::steady_ms() < deadline;) {
    const std::string text = base::read_file(path(name)).bytes;
    const auto pid = base::parse_integer(base::trim(text));
    if (pid && text.back() == '\n') return static_cast<pid_t>(*pid);
    ::poll(nullptr, 0, 5);
  }
  return 0;
}

}  // namespace supervise
