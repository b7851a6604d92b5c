#pragma once

#include <string>
#include <vector>

#include "comparison.h"

namespace exp_diff {

/// {"runs": [{name, run, uuid, commit, state, created}], "differences": [{section, what, values, difference,
/// relative}]}, of a run only what it has; `difference` and `relative` only for two numbers of metrics.
std::string format_json(const std::vector<Side>& sides, const std::vector<Difference>& differences);

/// Four lines of the section `run` (name, commit, state, created), then a line for each difference: section, what, and
/// the value of each side, tabs between; tabs, line ends, backslashes and control characters escaped.
std::string format_porcelain(const std::vector<Side>& sides, const std::vector<Difference>& differences);

}  // namespace exp_diff
