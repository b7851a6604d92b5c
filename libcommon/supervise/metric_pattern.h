#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace re2 {
class RE2;
}

namespace supervise {

/// `(?P<name>…)` and `(?P<value>…)`, or `metric=REGEX` with one group; see metric_capture.h.
class MetricPattern {
 public:
  /// Throws UserError that names the pattern and says what is wrong with it.
  explicit MetricPattern(const std::string& pattern);
  MetricPattern(MetricPattern&&) noexcept;
  ~MetricPattern();

  struct Match {
    std::string_view name, value;
    std::string_view step;  ///< "" where the pattern has no such group
  };
  /// Calls `found` for each match in the line, from left to right. The views are valid as long as the line and this object.
  void find(std::string_view line, const std::function<void(const Match&)>& found) const;

 private:
  std::string metric_;  ///< of the form `metric=REGEX`; "" for named groups
  std::unique_ptr<re2::RE2> expression_;
  int name_group_ = 0, value_group_ = 0, step_group_ = 0;  ///< 0: not there
};

}  // namespace supervise
