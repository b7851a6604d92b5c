#include "board.h"

#include <algorithm>

#include "base/duration.h"
#include "base/error.h"
#include "base/fd.h"
#include "base/file.h"
#include "base/text.h"
#include "cli/colour.h"
#include "experiment/index.h"
#include "experiment/progress.h"
#include "experiment/run_log.h"
#include "submit.h"
#include "supervise/closing.h"

namespace exp_run {
namespace {

constexpr int redraw_ms = 500;
constexpr std::size_t most_lines = 20;  ///< drawn; of more than that the rest is a number
constexpr std::size_t last_lines = 3;   ///< of the log of a run that failed

std::optional<experiment::KnownRun> load(const experiment::Store& store, const std::string& run) {
  experiment::KnownRun known;
  known.folder = store.run_folder(run);
  auto record = experiment::find_record({known.folder});
  if (!record) return std::nullopt;
  known.record = std::move(*record);
  return known;
}

std::string end_of_log(const experiment::KnownRun& run) {
  std::string text;
  try {
    const experiment::RunLog log(run, run.record.run);
    log.copy(log.last_lines(log.whole(), last_lines + 1), [&](std::string_view bytes) { text += bytes; });
  } catch (const base::UserError&) {
    return "";
  }
  return text;
}

/// The program's end is in its log. What else went wrong was for us to do, and is said even to who wants to hear little.
std::string trouble_of(const std::optional<experiment::KnownRun>& run) {
  if (!run) return "its record cannot be read";
  const bool has_attempt = !run->record.attempts.empty();
  if (!experiment::is_active(run->record.state)) return has_attempt ? run->record.attempts.back().trouble : "";
  const std::string log = experiment::RunPaths{run->folder}.supervisor_log();
  return std::string("its supervisor ended before it could record that") +
         (base::path_exists(log) ? ": " + base::quoted(log) + " may say why" : "");
}

std::string progress_text(const experiment::Progress& progress) {
  std::string text;
  const auto add = [&](const std::string& part) {
    if (!part.empty()) text += "  " + part;
  };
  add(progress.epoch_text());
  if (progress.last) add(progress.metric + " " + progress.last->text);
  if (progress.elapsed_ms) add(base::format_duration(*progress.elapsed_ms));
  if (progress.left_ms) add("about " + base::format_duration(*progress.left_ms) + " left");
  return text;
}

bool is_drawn() {
  return cli::is_terminal(2) && cli::terminal_width() > 0;
}

}  // namespace

Board::Board(const experiment::Store& store, const queue::Submission& submission, const cli::Verbosity& verbosity)
    : store_(store), submission_(submission), draws_(!verbosity.quiet && is_drawn()) {}

int Board::tick_ms() const {
  return draws_ && !running_.empty() ? redraw_ms : -1;
}

void Board::say(const std::string& line) {
  erase();
  store_.messages.note(line);
}

void Board::started(const queue::QueuedRun& run) {
  const auto known = load(store_, run.run);
  running_[run.run] = known ? base::printable(describe_point(known->record)) : "";
  if (!draws_) say(run.run + " started · " + running_[run.run]);
}

void Board::ended(const queue::QueuedRun& run, experiment::State state) {
  running_.erase(run.run);
  ++ended_;
  if (state != experiment::State::finished) ++bad_;
  const auto known = load(store_, run.run);
  if (known && known->record.state == state && !known->record.attempts.empty())
    say(supervise::closing_line(known->record, store_.settings.metrics));
  else
    say(run.run + " ended: " + std::string(experiment::format_state(state)));
}

void Board::not_started(const queue::QueuedRun& run) {
  running_.erase(run.run);
}

void Board::stopping(bool all) {
  stop_note_ = all ? "stopping what runs" : "nothing more is started (^C again stops what runs)";
  if (!draws_) say(stop_note_);
}

/// What was drawn last goes, and the cursor stands where it began.
void Board::erase() {
  if (drawn_lines_ == 0) return;
  base::write_all(2, "\r\x1b[" + std::to_string(drawn_lines_) + "A\x1b[J");
  drawn_lines_ = 0;
}

std::string Board::line_of(const std::string& run) const {
  const auto known = load(store_, run);
  std::string line = run + "  " + running_.at(run);
  if (known) line += progress_text(experiment::find_progress(*known, store_.settings.metrics, base::now()));
  return line;
}

std::string Board::sum_line() const {
  const std::size_t all = submission_.runs.size(), waiting = all - std::min(all, ended_ + running_.size());
  std::string line = std::to_string(running_.size()) + " running, " + std::to_string(waiting) + " waiting, " +
                     std::to_string(ended_ - bad_) + " finished";
  if (bad_ > 0) line += ", " + std::to_string(bad_) + " not";
  return line + (stop_note_.empty() ? "" : " · " + stop_note_);
}

void Board::tick() {
  if (!draws_) return;
  const auto width = cli::terminal_width();
  std::string text;
  std::size_t lines = 0;
  const auto add = [&](const std::string& line) {
    text += base::fit_width(base::printable(line), width - 1) + "\n";
    ++lines;
  };
  for (const auto& [run, point] : running_) {
    if (lines == most_lines) break;
    add(line_of(run));
  }
  if (running_.size() > most_lines) add("and " + std::to_string(running_.size() - most_lines) + " more");
  add(sum_line());
  erase();
  base::write_all(2, text);
  drawn_lines_ = lines;
}

int Board::close(const queue::Outcome& outcome) {
  erase();
  std::size_t bad = 0;
  for (const auto& run : outcome.ended) {
    if (run.state == experiment::State::finished) continue;
    ++bad;
    const std::string what = run.run + " " + std::string(experiment::format_state(run.state));
    const auto known = load(store_, run.run);
    if (const std::string trouble = trouble_of(known); !trouble.empty()) store_.messages.warning(what + ": " + trouble);
    const std::string log(base::trim(known ? end_of_log(*known) : ""));
    if (log.empty()) continue;
    store_.messages.note(what + ":");
    for (const auto& line : base::split(log, '\n'))
      if (!line.empty() && !line.starts_with("======")) store_.messages.note("  | " + base::printable(line));
  }
  std::string sum =
      base::count_of(submission_.runs.size(), "run", "runs") + ": " + std::to_string(outcome.finished()) + " finished";
  if (bad > 0) sum += ", " + std::to_string(bad) + " not";
  if (outcome.still_queued > 0) sum += ", " + std::to_string(outcome.still_queued) + " not started";
  store_.messages.note(sum);
  if (outcome.still_queued > 0)
    store_.messages.hint("git exp-status --resume    starts what waits, git exp-stop takes it out of the queue");
  if (outcome.was_stopped) return 130;
  return bad > 0 || outcome.still_queued > 0 ? 1 : 0;
}

}  // namespace exp_run
