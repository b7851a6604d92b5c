#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/messages.h"
#include "experiment/record.h"

/// What programs write: statistic.json and metrics.jsonl. Contract: storage.md, "Parameters and metrics".
namespace experiment {

struct Values {
  Params params;
  Metrics metrics;
};

/// Beyond: refused with a warning, never read. (Reading one takes some six times its size in memory.)
inline constexpr std::size_t largest_statistic = 64u << 20;

/// `hparam`/`params` and `metric`/`metrics` objects, other top-level keys by the rules of storage.md; nested keys
/// join with '/'. A list of numbers is a history (its steps are unknown); among parameters every list is its compact
/// JSON text. Among metrics `null` is a missing value, and lists of lists or objects are left out with a warning.
/// `known_params` are names that count as parameters. Warnings (a key that comes twice: the last counts;
/// half-written, empty, not UTF-8, too deep, no object) name `path`. Nothing if no value can be had: the previous
/// good ones then stay.
std::optional<Values> parse_statistic(std::string_view text, const std::string& path,
                                      const std::vector<std::string>& known_params, base::Messages& messages);
/// The same from a file: never more than largest_statistic, never from a folder, FIFO or device, each with a warning.
/// A missing file is nothing, without a warning.
std::optional<Values> read_statistic(const std::string& path, const std::vector<std::string>& known_params,
                                     base::Messages& messages);

/// Summaries over a metrics.jsonl: members of a line that are numbers, under its `step` (else `epoch`), objects in it
/// joined with '/'. Lines that do not parse are counted and said once; an unfinished last line is silently left.
/// After a resume (a metric's step that is not above its step before) its values at or beyond that step are
/// superseded.
Metrics parse_metrics_log(std::string_view text, const std::string& path, base::Messages& messages);
/// The same from a file, piece by piece: it may be larger than memory. A missing file is nothing, without a warning.
Metrics read_metrics_log(const std::string& path, base::Messages& messages);

/// A value of a series, with the text that the program wrote.
struct SeriesPoint {
  std::optional<std::int64_t> step;
  std::string text;
  friend bool operator==(const SeriesPoint&, const SeriesPoint&) = default;
};
struct MetricSeries {
  std::string name;
  std::vector<SeriesPoint> points;
};
/// All values of a metrics.jsonl, superseded ones left out; in memory as a whole.
std::vector<MetricSeries> read_metric_series(const std::string& path, base::Messages& messages);

/// Builds one metric's summary value by value, in order. A value whose step is not above the step before supersedes
/// the values at or beyond its step, as far as these are among the last `superseded_values`: older ones are summed up, so
/// that millions of values take about a megabyte. Values without a step are never superseded.
class MetricHistory {
 public:
  static constexpr std::size_t superseded_values = 16'384;

  void add(const Value& value, std::optional<std::int64_t> step);
  bool empty() const { return seen_.empty(); }
  MetricSummary summary(std::string name) const;

 private:
  struct Point {
    std::int64_t step;
    std::uint32_t size;  ///< of the value's text
    bool has_step, is_number;
  };
  /// The text that begins at `at`, which is moved behind it.
  std::string_view text_of(const Point& point, std::size_t& at) const;
  void thin_out();

  std::vector<Point> seen_;
  std::string texts_;                                 ///< of the values, in their order
  std::int64_t left_out_ = 0, left_out_numbers_ = 0;  ///< values that are in no point any more
  double left_out_sum_ = 0;
};

/// Names of `first` keep their place and value; what only `second` has is appended.
Params merge_params(const Params& first, const Params& second);
/// The same; where `first` has but one value of a metric and `second` a history, the history (first, min, max, mean,
/// steps) stays behind the value of `first`: statistic.json names the result, metrics.jsonl how it came about.
Metrics merge_metrics(const Metrics& first, const Metrics& second);

/// Parameters that a command line shows: `--name=value`, `--name value` (where the next word is no option; a negative
/// number is none), `name=value` (also Hydra's `+name=value`). A flag without value is "true". All other words, such
/// as the program and its script, are passed over; of a name that comes twice the last value counts.
Params params_of_command(const std::vector<std::string>& command);

}  // namespace experiment
