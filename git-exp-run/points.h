#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "options.h"

namespace exp_run {

/// What distinguishes one run of a submission from the others.
struct Point {
  NamedValues overrides;
  std::optional<std::int64_t> seed;
};

/// Every combination: with --grid of the values of each -S, separated by commas (the first -S changes slowest); of --seeds within
/// each. One point without either. Throws base::UsageError for an empty value in a list, or for more than 10,000.
std::vector<Point> points_of(const NamedValues& overrides, const BatchOptions& batch);

}  // namespace exp_run
