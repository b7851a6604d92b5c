#include "follow.h"

#include <signal.h>
#include <time.h>

#include <cerrno>

#include "base/error.h"
#include "base/terminal_filter.h"
#include "base/text.h"
#include "cli/colour.h"
#include "cli/output.h"
#include "cli/run_main.h"
#include "experiment/run_watch.h"
#include "growing_file.h"
#include "supervise/closing.h"

namespace exp_log {
namespace {

constexpr long look_each_ns = 250'000'000;
constexpr int status_interrupted = 128 + SIGINT;

volatile sig_atomic_t is_interrupted = 0;

void note_interrupt(int) {
  is_interrupted = 1;
}

/// ^C ends the following in order, so that a line that is half shown does not stay.
void catch_interrupt() {
  struct sigaction action = {};
  action.sa_handler = note_interrupt;
  ::sigaction(SIGINT, &action, nullptr);
}

/// What comes goes to standard output; on a terminal the unfinished last line is shown, too, and taken back when it
/// changes.
class Screen {
 public:
  explicit Screen(const Display& display) : display_(display), filter_(display.colour) {}

  void show(std::string_view bytes) {
    if (!display_.is_terminal) return cli::print(bytes);
    take_back();
    cli::print(filter_.feed(bytes));
  }
  void show_open_line(const std::string& line) {
    if (!display_.is_terminal || line == open_line_) return;
    take_back();
    if (line.empty()) return;
    cli::print(base::fit_width(base::printable(line), cli::terminal_width() - 1));
    open_line_ = line;
  }
  void take_back() {
    if (!open_line_.empty()) cli::print("\r\x1b[K");
    open_line_.clear();
  }
  /// A last line without end must not have the shell's prompt behind it.
  void finish() {
    take_back();
    if (display_.is_terminal) cli::print(filter_.finish());
  }

 private:
  const Display display_;
  base::TerminalFilter filter_;
  std::string open_line_;
};

class Follower {
 public:
  Follower(const experiment::Store& store, const experiment::ResolvedRun& run, std::int64_t begin,
           const Display& display)
      : store_(store),
        name_(run.name),
        watch_(run.run),
        file_(experiment::RunPaths{run.run.folder}.log(), begin),
        screen_(display) {}

  int follow() {
    catch_interrupt();
    while (true) {
      // The state first: an ended run's log is complete by the time its state says so.
      const bool is_here = watch_.look();
      const bool has_ended = is_here && !watch_.state().is_active();
      file_.look(has_ended, [&](std::string_view bytes) { screen_.show(bytes); });
      if (!is_here) return end_without_folder();
      if (has_ended) return end();
      say_changes();
      screen_.show_open_line(file_.open_line());
      const timespec pause = {0, look_each_ns};
      if (!is_interrupted) ::nanosleep(&pause, nullptr);
      if (is_interrupted) return interrupt();
    }
  }

 private:
  void say_changes() {
    const std::string state = watch_.state().text();
    if (state == said_state_) return;
    // Of the first look only that there is nothing to be seen yet.
    if (!said_state_.empty() || watch_.state().recorded != experiment::State::running) {
      screen_.take_back();
      store_.messages.note(base::printable(name_) + " is " + state);
    }
    said_state_ = state;
  }

  int end() {
    screen_.finish();
    const experiment::RunState& state = watch_.state();
    const std::string name = base::printable(name_);
    if (state.newer_format) {
      store_.messages.warning("the record of " + name + " is of a newer version: whether it still runs is not known");
      return cli::status_no;
    }
    if (state.is_lost() || state.is_presumed_lost()) {
      store_.messages.warning(name + " is " + state.text_and_reason());
      return cli::status_no;
    }
    store_.messages.note(supervise::closing_line(watch_.record(), store_.settings.metrics));
    return 0;
  }

  int end_without_folder() {
    screen_.finish();
    store_.messages.warning("the folder of " + base::quoted(name_) + " was removed meanwhile");
    return cli::status_no;
  }

  int interrupt() {
    screen_.finish();
    return status_interrupted;
  }

  const experiment::Store& store_;
  const std::string name_;
  experiment::RunWatch watch_;
  GrowingFile file_;
  Screen screen_;
  std::string said_state_;
};

}  // namespace

int follow(const experiment::Store& store, const experiment::ResolvedRun& run, std::int64_t begin,
           const Display& display) {
  return Follower(store, run, begin, display).follow();
}

}  // namespace exp_log
