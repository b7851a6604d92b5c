#include "board_lines.h"

#include <algorithm>
#include <array>

#include "base/duration.h"
#include "base/text.h"

namespace exp_run {
namespace {

constexpr std::size_t columns = 7;
using Row = std::array<std::string, columns>;

Row row_of(const BoardRun& run) {
  const experiment::Progress& progress = run.progress;
  return {run.name,
          run.state,
          progress.epoch_text(),
          progress.last ? progress.metric + " " + progress.last->text : "",
          progress.elapsed_ms ? base::format_duration(*progress.elapsed_ms) : "",
          progress.left_ms ? base::format_duration(*progress.left_ms) + " left" : "",
          run.point};
}

/// Of the runs that know how long they take, how long in the middle.
std::optional<double> mean_of_running(const std::vector<BoardRun>& running) {
  double sum = 0, count = 0;
  for (const auto& [name, state, point, progress] : running) {
    if (!progress.elapsed_ms || !progress.left_ms) continue;
    sum += double(*progress.elapsed_ms + *progress.left_ms);
    ++count;
  }
  return count > 0 ? std::optional(sum / count) : std::nullopt;
}

}  // namespace

std::string state_word(const std::optional<experiment::Record>& record) {
  if (!record || record->state == experiment::State::queued) return "starting";
  return experiment::is_active(record->state) ? std::string(experiment::format_state(record->state)) : "starting again";
}

std::vector<std::string> format_runs(const std::vector<BoardRun>& runs) {
  std::vector<Row> rows;
  std::array<std::size_t, columns> widths{};
  for (const auto& run : runs) {
    rows.push_back(row_of(run));
    for (std::size_t c = 0; c < columns; ++c) {
      rows.back()[c] = base::printable(rows.back()[c]);
      widths[c] = std::max(widths[c], base::display_width(rows.back()[c]));
    }
  }
  std::vector<std::string> lines;
  for (const auto& row : rows) {
    std::string line;
    for (std::size_t c = 0; c < columns; ++c)
      if (widths[c] > 0) line += row[c] + std::string(widths[c] - base::display_width(row[c]) + 2, ' ');
    lines.emplace_back(base::trim(line));
  }
  return lines;
}

std::string format_sum(const BoardSum& sum) {
  std::string line = std::to_string(sum.running) + " running, " + std::to_string(sum.waiting) + " waiting" +
                     (sum.waits_for.empty() ? "" : " for " + sum.waits_for) + ", " + std::to_string(sum.finished) +
                     " finished";
  if (sum.bad > 0) line += ", " + std::to_string(sum.bad) + " not";
  line += " · " + base::format_duration(sum.elapsed_ms);
  if (sum.left_ms) line += ", " + base::format_duration(*sum.left_ms) + " left";
  return line;
}

std::optional<std::int64_t> estimate_left(const std::vector<BoardRun>& running, std::size_t waiting,
                                          std::optional<std::int64_t> usual_ms) {
  const auto usual = usual_ms ? std::optional(double(*usual_ms)) : mean_of_running(running);
  if (running.empty() || (waiting > 0 && !usual)) return std::nullopt;
  double sum = double(waiting) * usual.value_or(0), longest = 0;
  for (const auto& run : running) {
    const auto& progress = run.progress;
    if (!progress.left_ms && !usual) return std::nullopt;
    const double left =
        progress.left_ms ? double(*progress.left_ms) : std::max(0.0, *usual - double(progress.elapsed_ms.value_or(0)));
    sum += left;
    longest = std::max(longest, left);
  }
  const double all = std::max(longest, sum / double(running.size()));
  // It takes longer than usual: nobody knows how long.
  return all > 0 ? std::optional(static_cast<std::int64_t>(all)) : std::nullopt;
}

}  // namespace exp_run
