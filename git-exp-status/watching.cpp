#include "watching.h"

#include <signal.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include <map>

#include "base/text.h"
#include "cli/colour.h"
#include "cli/output.h"
#include "display.h"
#include "for_programs.h"

namespace exp_status {
namespace {

constexpr int status_interrupted = 128 + SIGINT;
constexpr std::size_t usual_height = 24;

volatile sig_atomic_t is_interrupted = 0;

void note_interrupt(int) {
  is_interrupted = 1;
}

/// Blocked but while we wait: a ^C just before the wait must not be missed.
class Interrupts {
 public:
  Interrupts() {
    struct sigaction action = {};
    action.sa_handler = note_interrupt;
    ::sigaction(SIGINT, &action, nullptr);
    sigset_t blocked;
    ::sigemptyset(&blocked);
    ::sigaddset(&blocked, SIGINT);
    ::sigprocmask(SIG_BLOCK, &blocked, &before_);
    ::sigdelset(&before_, SIGINT);
  }
  /// False if ^C came.
  bool wait(timespec time) const {
    ::pselect(0, nullptr, nullptr, nullptr, &time, &before_);
    return !is_interrupted;
  }

 private:
  sigset_t before_;
};

std::size_t terminal_height() {
  winsize size = {};
  return ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 ? size.ws_row : usual_height;
}

/// What was shown last is taken back, and the new text stands there.
class Screen {
 public:
  void show(const std::string& text) {
    const std::size_t most = std::max<std::size_t>(terminal_height(), 3) - 1;
    auto lines = base::split(text, '\n');
    lines.pop_back();  // behind the last line end
    if (lines.size() > most) {
      const std::size_t left = lines.size() - most + 1;
      lines.resize(most - 1);
      lines.push_back("… " + std::to_string(left) + " more lines");
    }
    std::string out = shown_ > 0 ? "\x1b[" + std::to_string(shown_) + "A\r" : "";
    for (const auto& line : lines) out += line + "\x1b[K\n";
    cli::print(out + "\x1b[J");
    shown_ = lines.size();
  }

 private:
  std::size_t shown_ = 0;
};

/// Lines of what differs from the look before.
class Changes {
 public:
  Changes(bool for_programs, const std::vector<experiment::MetricGoal>& goals)
      : for_programs_(for_programs), goals_(goals) {}

  void show(const Look& look) {
    std::string out;
    for (const auto& item : look.items) {
      const std::string line = format_line(item, goals_);
      std::string& last = last_[item.run.record.uuid];
      if (last == line) continue;
      last = line;
      out += for_programs_ ? porcelain_line(item) : line + "\n";
    }
    if (!out.empty()) cli::print(out);
  }

 private:
  const bool for_programs_;
  const std::vector<experiment::MetricGoal>& goals_;
  std::map<std::string, std::string> last_;
};

std::string text_of(const Look& look, const experiment::Store& store, bool colour) {
  const std::string text = format_look(look, store.settings.metrics, {cli::terminal_width(), colour});
  return text.empty() ? "nothing runs, waits, or is lost\n" : text;
}

}  // namespace

int watch(const experiment::Store& store, base::Timestamp since, const Options& options) {
  const git::Config& config = store.repository.config();
  const bool colour = cli::wants_colour(1, config.find("color.exp"), config.find("color.ui"));
  const bool redraws = options.form == Form::text && cli::is_terminal(1);
  const Interrupts interrupts;
  Screen screen;
  Changes changes(options.form == Form::porcelain, store.settings.metrics);
  do {
    const Look look = take_look(store, since);
    if (redraws)
      screen.show(text_of(look, store, colour));
    else
      changes.show(look);
  } while (interrupts.wait({1, 0}));
  return status_interrupted;
}

}  // namespace exp_status
