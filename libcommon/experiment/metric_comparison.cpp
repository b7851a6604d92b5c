#include "experiment/metric_comparison.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>
#include <utility>

#include "base/text.h"

namespace experiment {
namespace {

enum class Nearness { equal, near, far };

Nearness compare_texts(const std::string& a, const std::string& b, const Tolerance& tolerance) {
  if (a == b) return Nearness::equal;
  const auto x = base::parse_number(a), y = base::parse_number(b);
  if (!x || !y) return Nearness::far;
  // Whole numbers beyond 2^53 are more than a double holds.
  const auto m = base::parse_integer(a), n = base::parse_integer(b);
  const bool equal = m && n ? *m == *n : *x == *y || (std::isnan(*x) && std::isnan(*y));
  if (equal) return Nearness::equal;
  if (!std::isfinite(*x) || !std::isfinite(*y)) return Nearness::far;
  const double scale = tolerance.relative ? std::max(std::abs(*x), std::abs(*y)) : 1.0;
  return std::abs(*x - *y) <= tolerance.limit * scale ? Nearness::near : Nearness::far;
}

std::optional<double> difference_of(const std::string& then, const std::string& now) {
  const auto x = base::parse_number(then), y = base::parse_number(now);
  if (!x || !y) return std::nullopt;
  return *y - *x;
}

/// One metric's comparison; the first thing that is too far apart is what is said.
class Comparer {
 public:
  Comparer(MetricComparison& result, const Tolerance& tolerance) : result_(result), tolerance_(tolerance) {}

  void compare(const MetricSummary& then, const MetricSummary& now, const MetricSeries* then_series,
               const MetricSeries* now_series) {
    difference_ = {then.name, then.last.text, now.last.text, difference_of(then.last.text, now.last.text), {}, ""};
    if (then_series && now_series)
      compare_series(*then_series, *now_series);
    else
      compare_summaries(then, now);
    // Named before all else: whoever reads the table looks at this number.
    if (!is_near(then.last.text, now.last.text))
      difference_ = {then.name,        then.last.text, now.last.text, difference_of(then.last.text, now.last.text),
                     difference_.step, "last"};
    ++result_.metrics;
    if (!difference_.what.empty()) result_.differences.push_back(difference_);
  }

 private:
  bool is_near(const std::string& then, const std::string& now) {
    ++result_.values;
    const Nearness nearness = compare_texts(then, now, tolerance_);
    if (nearness != Nearness::equal) result_.exact = false;
    return nearness != Nearness::far;
  }

  /// The first difference is what is said, with its values.
  void differ(const std::string& what, std::optional<std::int64_t> step, const std::string& then,
              const std::string& now) {
    result_.exact = false;
    if (!difference_.what.empty()) return;
    difference_.what = what;
    difference_.step = step;
    difference_.then = then;
    difference_.now = now;
    difference_.difference = difference_of(then, now);
  }

  void compare_series(const MetricSeries& then, const MetricSeries& now) {
    const std::size_t common = std::min(then.points.size(), now.points.size());
    for (std::size_t i = 0; i < common; ++i) {
      const SeriesPoint &a = then.points[i], &b = now.points[i];
      if (a.step != b.step) return differ("steps", a.step ? a.step : b.step, a.text, b.text);
      if (!is_near(a.text, b.text)) differ("series", a.step ? *a.step : static_cast<std::int64_t>(i), a.text, b.text);
    }
    if (then.points.size() == now.points.size()) return;
    const auto& longer = then.points.size() > now.points.size() ? then.points : now.points;
    const bool then_is_longer = then.points.size() > now.points.size();
    differ("length of the series", longer[common].step, then_is_longer ? longer[common].text : "",
           then_is_longer ? "" : longer[common].text);
  }

  /// What is absent equals the last value: in a note only min and max are kept of a history.
  void compare_summaries(const MetricSummary& then, const MetricSummary& now) {
    if (then.min || now.min)
      compare_member("min", then.min.value_or(then.last).text, now.min.value_or(now.last).text, now.min_step);
    if (then.max || now.max)
      compare_member("max", then.max.value_or(then.last).text, now.max.value_or(now.last).text, now.max_step);
    if (then.count > 1 && now.count > 1)
      compare_member("first", then.first.value_or(then.last).text, now.first.value_or(now.last).text, {});
  }

  void compare_member(const char* what, const std::string& then, const std::string& now,
                      std::optional<std::int64_t> step) {
    if (!is_near(then, now)) differ(what, step, then, now);
  }

  MetricComparison& result_;
  const Tolerance& tolerance_;
  MetricDifference difference_;
};

/// By name: runs may have thousands.
template <class Item>
std::unordered_map<std::string, const Item*> by_name(const std::vector<Item>& items) {
  std::unordered_map<std::string, const Item*> index;
  for (const auto& item : items) index.emplace(item.name, &item);
  return index;
}

template <class Index>
auto find_in(const Index& index, const std::string& name) -> typename Index::mapped_type {
  const auto found = index.find(name);
  return found == index.end() ? nullptr : found->second;
}

}  // namespace

std::optional<Tolerance> parse_tolerance(std::string_view text) {
  Tolerance tolerance;
  constexpr std::string_view relative = "rel";
  if (text.ends_with(relative)) {
    tolerance.relative = true;
    text.remove_suffix(relative.size());
  }
  const auto limit = base::parse_number(text);
  if (!limit || !std::isfinite(*limit) || *limit < 0) return std::nullopt;
  tolerance.limit = *limit;
  return tolerance;
}

MetricComparison compare_metrics(const MetricResults& then, const MetricResults& now, const Tolerance& tolerance,
                                 const std::vector<std::string>& ignore) {
  MetricComparison result;
  Comparer comparer(result, tolerance);
  const auto is_ignored = [&](const std::string& name) {
    const std::string lower = base::lower_ascii(name);
    return std::any_of(ignore.begin(), ignore.end(), [&](const auto& glob) {
      return base::matches_glob(name, glob) || base::matches_glob(lower, glob);
    });
  };
  const auto then_index = by_name(then.metrics), now_index = by_name(now.metrics);
  const auto then_series = by_name(then.series), now_series = by_name(now.series);
  const auto compare = [&](const std::string& name) {
    if (is_ignored(name)) return result.left_out.push_back(name);
    const MetricSummary* before = find_in(then_index, name);
    const MetricSummary* after = find_in(now_index, name);
    if (before && after)
      return comparer.compare(*before, *after, find_in(then_series, name), find_in(now_series, name));
    ++result.metrics;
    result.exact = false;
    result.differences.push_back({name,
                                  before ? before->last.text : "",
                                  after ? after->last.text : "",
                                  {},
                                  {},
                                  before ? "missing now" : "missing then"});
  };
  for (const auto& metric : then.metrics) compare(metric.name);
  for (const auto& metric : now.metrics)
    if (!find_in(then_index, metric.name)) compare(metric.name);
  return result;
}

}  // namespace experiment
