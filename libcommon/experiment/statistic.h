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

inline constexpr std::size_t largest_statistic = 256u << 20;  ///< beyond: refused with a warning, never read

/// `hparam`/`params` and `metric`/`metrics` groups, other top-level keys by the rules of storage.md; nested keys join with
/// '/'; lists are histories. `known_params` are names that count as parameters. Warnings (clash, half-written, empty,
/// not UTF-8, too deep) name `path`. Nothing if no value can be had: the previous good ones then stay.
std::optional<Values> parse_statistic(std::string_view text, const std::string& path,
                                      const std::vector<std::string>& known_params, base::Messages& messages);
/// The same from a file. A missing file is nothing, without a warning.
std::optional<Values> read_statistic(const std::string& path, const std::vector<std::string>& known_params,
                                     base::Messages& messages);

/// Summaries over a metrics.jsonl: members of a line that are numbers, under its `step` (else `epoch`). Lines that do not
/// parse are counted and said once; an unfinished last line is silently left. After a resume (a step that is not above the
/// one before) earlier lines at or beyond it are superseded.
Metrics parse_metrics_log(std::string_view text, const std::string& path, base::Messages& messages);
Metrics read_metrics_log(const std::string& path, base::Messages& messages);

/// Builds one metric's summary value by value, in order.
class MetricHistory {
 public:
  void add(const Value& value, std::optional<std::int64_t> step);
  bool empty() const { return seen_.empty(); }
  MetricSummary summary(std::string name) const;

 private:
  struct Point {
    std::optional<std::int64_t> step;
    Value value;
  };
  std::vector<Point> seen_;
};

/// Names of `first` keep their place and value; what only `second` has is appended.
Params merge_params(const Params& first, const Params& second);
Metrics merge_metrics(const Metrics& first, const Metrics& second);

/// Parameters that a command line shows: `--name=value`, `--name value` (where the next word is no option), `name=value`.
/// A flag without value is "true". Words before the first such form (the program, its script) are passed over.
Params params_of_command(const std::vector<std::string>& command);

}  // namespace experiment
