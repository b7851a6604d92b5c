#include "experiment/progress.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>

#include "base/fd.h"
#include "base/text.h"
#include "experiment/epoch_line.h"
#include "experiment/heartbeat.h"
#include "experiment/json_parse.h"
#include "experiment/run_time.h"
#include "experiment/statistic.h"

namespace experiment {
namespace {

constexpr std::int64_t whole_bytes = 256 << 10;  ///< up to here a best value costs little
constexpr std::int64_t tail_bytes = 16 << 10;
constexpr int lines_for_an_epoch = 50;

/// The last bytes of a file, from a line's beginning on.
struct Tail {
  std::string text;
  bool is_whole = false;
  std::int64_t modified_ms = 0;
};

std::optional<Tail> read_tail(const std::string& path, std::int64_t up_to_whole) {
  // O_NONBLOCK: a FIFO that nobody writes must not hang.
  const base::UniqueFd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  struct stat info;
  if (!fd || ::fstat(fd.value(), &info) != 0 || !S_ISREG(info.st_mode) || info.st_size == 0) return std::nullopt;
  Tail tail;
  tail.modified_ms = static_cast<std::int64_t>(info.st_mtim.tv_sec) * 1000 + info.st_mtim.tv_nsec / 1'000'000;
  tail.is_whole = info.st_size <= up_to_whole;
  const std::int64_t begin = tail.is_whole ? 0 : info.st_size - tail_bytes;
  tail.text.resize(static_cast<std::size_t>(info.st_size - begin));
  const ssize_t size = ::pread(fd.value(), tail.text.data(), tail.text.size(), begin);
  tail.text.resize(size > 0 ? static_cast<std::size_t>(size) : 0);
  if (!tail.is_whole) tail.text.erase(0, std::min(tail.text.find('\n'), tail.text.size() - 1) + 1);
  return tail;
}

/// Calls `visit` for each line, the last one first, until it returns true.
template <class Visit>
void visit_backwards(std::string_view text, const Visit& visit) {
  for (int count = 0; !text.empty() && count < lines_for_an_epoch; ++count) {
    if (text.back() == '\n') text.remove_suffix(1);
    const auto end = text.rfind('\n');
    const std::size_t begin = end == text.npos ? 0 : end + 1;
    if (visit(text.substr(begin))) return;
    text = text.substr(0, begin);
  }
}

std::optional<std::int64_t> whole_number(std::string_view text) {
  const double number = base::parse_number(text).value_or(std::nan(""));
  if (!(std::abs(number) < 9e15)) return std::nullopt;
  return static_cast<std::int64_t>(number);
}

std::optional<std::int64_t> epoch_of(std::string_view json_line) {
  if (base::find_text(json_line, "\"epoch\"") == json_line.npos) return std::nullopt;
  const auto json = parse_json(json_line).value;
  const base::Json* epoch = json && json->is_object() ? json->find("epoch") : nullptr;
  return epoch ? whole_number(value_from_json(*epoch).text) : std::nullopt;
}

/// "epochs", "--max-epochs", "trainer.num_epochs": its last part says it.
bool means_epochs(std::string_view name) {
  std::string last(name.substr(name.find_last_of("./") + 1));
  std::replace(last.begin(), last.end(), '-', '_');
  last = base::lower_ascii(last);
  for (const std::string_view known :
       {"epochs", "num_epochs", "max_epochs", "n_epochs", "num_train_epochs", "nb_epochs", "total_epochs", "max_epoch"})
    if (last == known) return true;
  return false;
}

std::optional<std::int64_t> epochs_among(const Params& params) {
  for (const auto& [name, value] : params) {
    const auto number = means_epochs(name) ? whole_number(value.text) : std::nullopt;
    if (number && *number > 0) return number;
  }
  return std::nullopt;
}

std::optional<std::int64_t> find_epochs(const Record& record, const std::string& folder) {
  for (auto each = record.overrides.rbegin(); each != record.overrides.rend(); ++each)
    if (const auto found = epochs_among({{each->first, {each->second, false}}})) return found;
  const auto& words = record.attempts.empty() || record.attempts.back().command.empty()
                          ? record.command
                          : record.attempts.back().command;
  if (const auto found = epochs_among(params_of_command(words))) return found;
  if (const auto found = epochs_among(record.params)) return found;
  base::CollectedMessages unsaid;
  const auto written = read_statistic(RunPaths{folder}.statistic(), {}, unsaid);
  return written ? epochs_among(written->params) : std::nullopt;
}

/// How many epochs an attempt had behind it when it began: the number in "checkpoint/epoch_12.pt".
std::optional<std::int64_t> epoch_at_start(const Attempt& attempt) {
  if (attempt.resumed_from.empty()) return 0;
  constexpr std::string_view before = "epoch_";
  const auto at = attempt.resumed_from.rfind(before);
  if (at == attempt.resumed_from.npos) return std::nullopt;
  const std::string_view rest = std::string_view(attempt.resumed_from).substr(at + before.size());
  return base::parse_integer(rest.substr(0, rest.find_first_not_of("0123456789")));
}

struct Pace {
  std::optional<std::int64_t> first_epoch;  ///< 0 or 1, where the first line tells how it counts
  std::int64_t said_ms = 0;                 ///< when the newest epoch was written down
};

std::optional<std::int64_t> estimate_left(const Progress& progress, const Record& record, const Pace& pace,
                                          base::Timestamp now) {
  if (!progress.epoch || !progress.epochs || record.attempts.empty() || record.attempts.back().ended)
    return std::nullopt;
  const Attempt& attempt = record.attempts.back();
  const auto behind = epoch_at_start(attempt);
  const std::int64_t done = *progress.epoch + (pace.first_epoch == 0 ? 1 : 0);
  // A program may name its first epoch when it begins: only from the second on it is known how long one takes.
  if (!behind || done < *behind + 2 || done > *progress.epochs) return std::nullopt;
  const bool is_sound = pace.said_ms > attempt.started.ms && pace.said_ms <= now.ms;  // clocks differ
  const std::int64_t said_ms = is_sound ? pace.said_ms : now.ms;
  if (said_ms <= attempt.started.ms) return std::nullopt;
  const double each = double(said_ms - attempt.started.ms) / double(done - *behind);
  const double left = each * double(*progress.epochs - done) - double(now.ms - said_ms);
  // It takes longer than the epochs before: nobody knows how long.
  return left > 0 ? std::optional(static_cast<std::int64_t>(left)) : std::nullopt;
}

const MetricSummary* choose_metric(const Metrics& metrics, const std::vector<MetricGoal>& goals,
                                   std::optional<Direction>& direction) {
  for (const auto& goal : goals)
    for (const auto& metric : metrics)
      if (metric.name == goal.name) {
        direction = goal.direction;
        return &metric;
      }
  return metrics.empty() ? nullptr : &metrics.front();
}

/// `knows_all` values that the metrics ever had.
struct Known {
  Metrics metrics;
  bool knows_all = true;
};

void take_metric(const MetricSummary& metric, std::optional<Direction> direction, bool knows_all, Progress& progress) {
  progress.metric = metric.name;
  progress.last = metric.last;
  progress.best.reset();
  progress.best_epoch.reset();
  if (!direction || !knows_all) return;
  const bool is_min = *direction == Direction::min;
  progress.best = (is_min ? metric.min : metric.max).value_or(metric.last);
  progress.best_epoch = is_min ? metric.min_step : metric.max_step;
  if (!progress.best_epoch && *progress.best == metric.last) progress.best_epoch = metric.step;
}

/// Of those that have a metric of the goals the first; else of those that have any.
void choose(const std::vector<Known>& sources, const std::vector<MetricGoal>& goals, Progress& progress) {
  for (const bool only_goals : {true, false})
    for (const auto& [metrics, knows_all] : sources) {
      std::optional<Direction> direction;
      const MetricSummary* metric = choose_metric(metrics, goals, direction);
      const bool is_goal = metric && std::any_of(goals.begin(), goals.end(),
                                                 [&](const auto& goal) { return goal.name == metric->name; });
      if (metric && (is_goal || !only_goals)) return take_metric(*metric, direction, knows_all, progress);
    }
}

Known read_metrics(const RunPaths& paths, Progress& progress, Pace& pace) {
  const auto tail = read_tail(paths.metrics(), whole_bytes);
  if (!tail) return {};
  base::CollectedMessages unsaid;
  Known known{parse_metrics_log(tail->text, paths.metrics(), unsaid), tail->is_whole};
  visit_backwards(tail->text, [&](std::string_view line) {
    progress.epoch = epoch_of(line);
    return progress.epoch.has_value();
  });
  if (tail->is_whole) pace.first_epoch = epoch_of(std::string_view(tail->text).substr(0, tail->text.find('\n')));
  pace.said_ms = tail->modified_ms;
  return known;
}

Known read_heartbeat(const RunPaths& paths, const Record& record, Progress& progress) {
  auto heartbeat = find_heartbeat(paths);
  if (!heartbeat) return {};
  const bool is_present = !record.attempts.empty() && record.attempts.back().n == heartbeat->attempt;
  if (is_present) progress.gpu_memory_bytes = heartbeat->gpu_memory_bytes;
  return {std::move(heartbeat->metrics)};
}

void read_log(const RunPaths& paths, Progress& progress, Pace& pace) {
  const auto tail = read_tail(paths.log(), tail_bytes);
  if (!tail) return;
  visit_backwards(tail->text, [&](std::string_view line) {
    if (const auto found = parse_epoch_line(line)) {
      if (!progress.epoch) progress.epoch = found->epoch;
      if (!progress.epochs) progress.epochs = found->epochs;
    }
    return progress.epoch.has_value();
  });
  pace.said_ms = tail->modified_ms;
}

}  // namespace

std::string Progress::epoch_text() const {
  if (!epoch) return "";
  return "epoch " + std::to_string(*epoch) + (epochs ? "/" + std::to_string(*epochs) : "");
}

Progress find_progress(const KnownRun& run, const std::vector<MetricGoal>& goals, base::Timestamp now) {
  Progress progress;
  progress.elapsed_ms = find_run_time_ms(run.record, RunState{run.record.state}, now);
  const Known earlier{run.record.metrics};
  if (run.folder.empty()) return choose({earlier}, goals, progress), progress;
  const RunPaths paths{run.folder};
  Pace pace;
  const Known logged = read_metrics(paths, progress, pace), printed = read_heartbeat(paths, run.record, progress);
  choose({logged, printed, earlier}, goals, progress);
  if (!progress.epoch) read_log(paths, progress, pace);
  if (progress.epoch && !progress.epochs) progress.epochs = find_epochs(run.record, run.folder);
  progress.left_ms = estimate_left(progress, run.record, pace, now);
  return progress;
}

}  // namespace experiment
