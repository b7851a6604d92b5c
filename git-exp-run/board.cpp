#include "board.h"

#include <algorithm>

#include "base/fd.h"
#include "base/file.h"
#include "base/text.h"
#include "base/time.h"
#include "cli/colour.h"
#include "experiment/index.h"
#include "experiment/run_state.h"
#include "experiment/run_time.h"
#include "failure.h"
#include "queue/places.h"
#include "submit.h"
#include "supervise/closing.h"

namespace exp_run {
namespace {

constexpr int redraw_ms = 500;
constexpr std::size_t most_lines = 20;  ///< drawn; of more than that the rest is a number

std::optional<experiment::KnownRun> load(const experiment::Store& store, const std::string& run) {
  experiment::KnownRun known;
  known.folder = store.run_folder(run);
  auto record = experiment::find_record({known.folder});
  if (!record) return std::nullopt;
  known.record = std::move(*record);
  return known;
}

/// A supervisor that was killed with -9 left a record that says that it runs.
experiment::RunState state_at_end(const std::optional<experiment::KnownRun>& run, experiment::State state) {
  const auto now = run ? experiment::find_run_state(*run) : experiment::RunState{state};
  return now.is_lost() ? now : experiment::RunState{state};
}

/// The program's end is in its log. What else went wrong was for us to do, and is said even to who wants to hear little.
std::string trouble_of(const std::optional<experiment::KnownRun>& run, const experiment::RunState& state) {
  if (!run) return "its record cannot be read";
  const bool has_attempt = !run->record.attempts.empty();
  if (!experiment::is_active(run->record.state)) return has_attempt ? run->record.attempts.back().trouble : "";
  const std::string log = experiment::RunPaths{run->folder}.supervisor_log();
  return (state.reason.empty() ? "its supervisor ended before it could record that" : state.reason) +
         (base::path_exists(log) ? "; " + base::quoted(log) + " may say why" : "");
}

bool is_drawn() {
  return cli::is_terminal(2) && cli::terminal_width() > 0;
}

}  // namespace

Board::Board(const experiment::Store& store, const queue::Submission& submission, const cli::Verbosity& verbosity)
    : store_(store),
      submission_(submission),
      draws_(!verbosity.quiet && is_drawn()),
      places_folder_(draws_ ? queue::Places(store, submission).folder() : ""),
      began_(base::steady_ms()) {}

int Board::tick_ms() const {
  return draws_ && !running_.empty() ? redraw_ms : -1;
}

void Board::say(const std::string& line) {
  erase();
  store_.messages.note(line);
}

void Board::started(const queue::QueuedRun& run) {
  const auto known = load(store_, run.run);
  ended_.erase(run.run);  // --retry
  running_[run.run] = known ? base::printable(describe_point(known->record)) : "";
  if (!draws_) say(run.run + " started · " + running_[run.run]);
}

void Board::ended(const queue::QueuedRun& run, experiment::State state) {
  running_.erase(run.run);
  ended_[run.run] = state;
  const auto known = load(store_, run.run);
  if (!known || known->record.state != state || known->record.attempts.empty())
    return say(run.run + " " + state_at_end(known, state).text_and_reason());
  say(supervise::closing_line(known->record, store_.settings.metrics));
  if (state == experiment::State::finished) {
    finished_ms_ += experiment::find_run_time_ms(known->record, {state}, base::now()).value_or(0);
    ++timed_;
  }
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

std::vector<BoardRun> Board::look() const {
  const base::Timestamp now = base::now();
  std::vector<BoardRun> runs;
  for (const auto& [name, point] : running_) {
    const auto known = load(store_, name);
    runs.push_back({name, state_word(known ? std::optional(known->record) : std::nullopt), point, {}});
    if (known) runs.back().progress = experiment::find_progress(*known, store_.settings.metrics, now);
  }
  return runs;
}

/// Though more of ours may run at once. One that was retried waits for its pause.
std::string Board::what_is_waited_for() const {
  const queue::Terms& terms = submission_.terms;
  if (!stop_note_.empty() || static_cast<std::int64_t>(running_.size()) >= terms.jobs) return "";
  for (std::int64_t place = 0; place < terms.jobs; ++place)
    if (!base::path_exists(base::path_join(places_folder_, std::to_string(place))))
      return terms.devices.empty() || terms.retries > 0 ? "" : "a device";
  return "a place";
}

std::string Board::sum_line(const std::vector<BoardRun>& runs) const {
  const std::size_t all = submission_.runs.size();
  BoardSum sum;
  sum.running = running_.size();
  sum.waiting = all - std::min(all, ended_.size() + running_.size());
  for (const auto& [run, state] : ended_) ++(state == experiment::State::finished ? sum.finished : sum.bad);
  sum.elapsed_ms = base::steady_ms() - began_;
  if (sum.waiting > 0) sum.waits_for = what_is_waited_for();
  const auto usual = timed_ > 0 ? std::optional(finished_ms_ / timed_) : std::nullopt;
  sum.left_ms = estimate_left(runs, stop_note_.empty() ? sum.waiting : 0, usual);
  return format_sum(sum);
}

void Board::tick() {
  if (!draws_) return;
  const auto width = cli::terminal_width();
  const auto runs = look();
  auto lines = format_runs(runs);
  if (lines.size() > most_lines) {
    const std::size_t left = lines.size() - most_lines;
    lines.resize(most_lines);
    lines.push_back("and " + std::to_string(left) + " more");
  }
  if (!stop_note_.empty()) lines.push_back(stop_note_);
  lines.push_back(sum_line(runs));
  std::string text;
  for (const auto& line : lines) text += base::fit_width(line, width - 1) + "\n";
  erase();
  base::write_all(2, text);
  drawn_lines_ = lines.size();
}

int Board::close(const queue::Outcome& outcome) {
  erase();
  std::size_t bad = 0;
  for (const auto& run : outcome.ended) {
    if (run.state == experiment::State::finished) continue;
    ++bad;
    const auto known = load(store_, run.run);
    const auto state = state_at_end(known, run.state);
    const std::string what = run.run + " " + state.text(), trouble = trouble_of(known, state);
    auto why = known ? what_went_wrong(*known) : std::vector<std::string>();
    if (!trouble.empty()) {
      store_.messages.warning(what + ": " + trouble);
      std::erase(why, trouble);
      if (why.empty()) continue;
    }
    store_.messages.note(what + (why.empty() ? "" : ":"));
    for (const auto& line : why) store_.messages.note("  | " + base::printable(line));
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
