#include "points.h"

#include "base/error.h"
#include "base/text.h"

namespace exp_run {
namespace {

constexpr std::size_t most_points = 10'000;

void check_number(std::size_t points) {
  if (points > most_points) throw base::UsageError("these would be more than 10000 runs");
}

std::vector<NamedValues> combinations(const NamedValues& lists) {
  std::vector<NamedValues> all(1);
  for (const auto& [name, list] : lists) {
    const auto values = base::split(list, ',');
    check_number(all.size() * values.size());
    std::vector<NamedValues> longer;
    for (const auto& one : all) {
      for (const auto& value : values) {
        if (value.empty() && values.size() > 1)
          throw base::UsageError("option '-S " + name + "' has an empty value among others: " + base::quoted(list));
        longer.push_back(one);
        longer.back().emplace_back(name, value);
      }
    }
    all = std::move(longer);
  }
  return all;
}

}  // namespace

std::vector<Point> points_of(const NamedValues& overrides, const BatchOptions& batch) {
  std::vector<Point> points;
  const auto values = batch.grid ? combinations(overrides) : std::vector<NamedValues>{overrides};
  const std::int64_t seeds = batch.seeds ? batch.seeds->second - batch.seeds->first + 1 : 1;
  check_number(values.size() * static_cast<std::size_t>(seeds));
  for (const auto& one : values)
    for (std::int64_t i = 0; i < seeds; ++i)
      points.push_back({one, batch.seeds ? std::optional(batch.seeds->first + i) : std::nullopt});
  return points;
}

}  // namespace exp_run
