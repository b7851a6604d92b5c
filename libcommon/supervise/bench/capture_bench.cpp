// What the capture of a program's output costs, as ratios to a floor measured in the same run.
//
//     capture-bench [folder] [megabytes] [pipe|terminal]     default: the temporary folder, 500, both
//
// pipe: the session with its log against `generator | cat >file`; terminal: against a bare reader of a
// pseudo-terminal. Both print lines of 100 bytes. Exit status 1 if a bar is missed.

#include <fcntl.h>
#include <fmt/format.h>
#include <pty.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <functional>
#include <string>
#include <vector>

#include "base/fd.h"
#include "base/file.h"
#include "process/child.h"
#include "process/pseudo_terminal.h"
#include "supervise/line_states.h"
#include "supervise/log.h"
#include "supervise/program.h"

namespace {

/// A terminal hands over 4 KiB at a time, between three processes that sleep and wake: single rounds differ by half.
constexpr int pipe_rounds = 5, terminal_rounds = 31;
constexpr double pipe_bar = 1.5, terminal_bar = 1.3;

int generate(std::int64_t bytes) {
  const std::string line = std::string(99, 'x') + "\n";
  std::string block;
  while (block.size() < 65536) block += line;
  for (; bytes > 0; bytes -= static_cast<std::int64_t>(block.size()))
    if (!base::write_all(1, block)) return 1;
  return 0;
}

class Logged final : public supervise::ProgramEvents {
 public:
  explicit Logged(const std::string& path) : log_(path), lines_(nullptr) {}
  void started(pid_t) override {}
  void output(supervise::Stream, std::string_view bytes) override {
    log_.output(bytes);
    lines_.feed(bytes);
  }
  void tick() override { log_.flush(); }

 private:
  supervise::LogWriter log_;
  supervise::LineStates lines_;
};

void run_session(const std::vector<std::string>& argv, bool use_pty, const std::string& log) {
  supervise::Program program;
  program.argv = argv;
  program.environment = process::environment_with({});
  program.use_pty = use_pty;
  supervise::ProgramSession session(program);
  session.start();
  Logged events(log);
  (void)session.run(events);
}

void read_bare_terminal(const std::vector<std::string>& argv) {
  process::PseudoTerminal terminal = process::open_pseudo_terminal(-1);
  ::fcntl(terminal.ours.value(), F_SETFL, 0);
  if (::fork() == 0) {
    ::setsid();  // as everything on a terminal of its own: the scheduler shares the machine out by sessions
    ::dup2(terminal.programs.value(), 1);
    ::execl(argv[0].c_str(), argv[0].c_str(), argv[1].c_str(), argv[2].c_str(), nullptr);
    ::_exit(127);
  }
  terminal.programs.reset();
  std::vector<char> buffer(65536);
  while (::read(terminal.ours.value(), buffer.data(), buffer.size()) > 0) continue;
  ::wait(nullptr);
}

/// In a process of its own, stdout and stderr to /dev/null: as a batch job, but without its file.
double seconds_of(const std::function<void()>& work) {
  const auto start = std::chrono::steady_clock::now();
  const pid_t pid = ::fork();
  if (pid == 0) {
    const int null = ::open("/dev/null", O_WRONLY);
    ::dup2(null, 1);
    ::dup2(null, 2);
    work();
    ::_exit(0);
  }
  ::waitpid(pid, nullptr, 0);
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

/// In turn, each first as often as the other; the ratio is the median of the pairs' ratios, so that what else the machine
/// does meets both.
bool compare(const char* what, int rounds, double bar, const std::function<void()>& floor,
             const std::function<void()>& ours) {
  std::vector<double> floor_times, our_times, ratios;
  for (int i = 0; i < rounds; ++i) {
    const double first = seconds_of(i % 2 ? ours : floor), second = seconds_of(i % 2 ? floor : ours);
    floor_times.push_back(i % 2 ? second : first);
    our_times.push_back(i % 2 ? first : second);
    ratios.push_back(our_times.back() / floor_times.back());
  }
  const double ratio = median(ratios);
  fmt::print("{:9} floor {:6.3f} s   ours {:6.3f} s   ratio {:.2f} (at most {})\n", what, median(floor_times),
             median(our_times), ratio, bar);
  return ratio <= bar;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 3 && std::string(argv[1]) == "--generate") return generate(std::atoll(argv[2]));
  std::string pattern = base::path_join(argc > 1 ? argv[1] : "/tmp", "capture-bench-XXXXXX");
  const std::string folder = ::mkdtemp(pattern.data());
  const std::int64_t bytes = (argc > 2 ? std::atoll(argv[2]) : 500) * 1'000'000;
  const std::string self = argv[0];
  const auto generator = [&](std::int64_t n) {
    return std::vector<std::string>{self, "--generate", std::to_string(n)};
  };

  const std::string target = folder + "/log";
  const auto fresh = [&] { ::unlink(target.c_str()); };
  const std::string only = argc > 3 ? argv[3] : "";
  const std::string piped = fmt::format("'{}' --generate {} | cat > '{}'", self, bytes, target);
  bool good = true;
  if (only != "terminal")
    good = compare(
        "pipe", pipe_rounds, pipe_bar,
        [&] {
          fresh(), (void)process::run({.argv = {"sh", "-c", piped}});
        },
        [&] { fresh(), run_session(generator(bytes), false, target); });
  if (only != "pipe")
    good = compare(
               "terminal", terminal_rounds, terminal_bar, [&] { read_bare_terminal(generator(bytes / 10)); },
               [&] { fresh(), run_session(generator(bytes / 10), true, target); }) &&
           good;
  base::remove_tree(folder);
  return good ? 0 : 1;
}
