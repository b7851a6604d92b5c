#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "experiment/settings.h"
#include "options.h"
#include "side.h"

/// What differs between two runs or more: no text, no terminal.
namespace exp_diff {

enum class Section { command, params, metrics, environment, code };
std::string_view format_section(Section section);

/// One thing that is not the same everywhere.
struct Difference {
  Section section = Section::command;
  std::string what;                ///< "seed", "lr", "val/acc", "val/acc:best", "package torch"
  std::vector<base::Json> values;  ///< by side; null: not there, or not known of this side
};

/// In the order of the sections; the code is not looked at. Numbers are compared as numbers where both are some (any two
/// NaN are equal). Of a metric the last value; `NAME:best` where exp.metric says what is best, and it is not the last
/// one; `NAME:min` and `NAME:max` where only these differ. Sides that cannot be compared have no say.
std::vector<Difference> find_differences(const std::vector<Side>& sides, const Options& options,
                                         const std::vector<experiment::MetricGoal>& goals);

/// For people: a list is a command line.
std::string text_of(const base::Json& value);

struct Step {
  double difference = 0;
  std::optional<double> relative;  ///< to the size of the first; nothing where that is 0
};
/// From one number to the next; nothing unless both are finite numbers.
std::optional<Step> find_step(const base::Json& before, const base::Json& after);

}  // namespace exp_diff
