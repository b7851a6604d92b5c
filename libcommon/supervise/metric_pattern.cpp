#include "supervise/metric_pattern.h"

#include <re2/re2.h>

#include <array>
#include <map>

#include "base/error.h"
#include "base/text.h"

namespace supervise {
namespace {

constexpr int most_groups = 15;

[[noreturn]] void refuse(const std::string& pattern, const std::string& fault) {
  throw base::UserError("exp.metricPattern " + base::quoted(pattern) + " cannot be used: " + fault,
                        {"write '(?P<name>\\w+)=(?P<value>\\S+)', or '<metric>=<expression with one group>'",
                         "expressions are those of RE2: https://github.com/google/re2/wiki/Syntax"});
}

std::unique_ptr<re2::RE2> compile(const std::string& expression) {
  re2::RE2::Options options;
  options.set_log_errors(false);
  return std::make_unique<re2::RE2>(expression, options);
}

int group_of(const re2::RE2& expression, const char* name) {
  const auto& groups = expression.NamedCapturingGroups();
  const auto found = groups.find(name);
  return found == groups.end() ? 0 : found->second;
}

std::string_view view_of(const re2::StringPiece& piece) {
  return piece.data() ? std::string_view(piece.data(), piece.size()) : std::string_view();
}

}  // namespace

MetricPattern::MetricPattern(const std::string& pattern) : expression_(compile(pattern)) {
  const bool by_groups = expression_->ok() && group_of(*expression_, "name") > 0 && group_of(*expression_, "value") > 0;
  if (!by_groups) {
    const auto equals = pattern.find('=');
    const std::string metric(base::trim(std::string_view(pattern).substr(0, equals)));
    // What looks like an expression is meant as one: its own fault is the better explanation.
    const bool is_name =
        equals != pattern.npos && !metric.empty() && metric.find_first_of("()[\\*+?|^$") == metric.npos;
    if (!is_name && !expression_->ok()) refuse(pattern, base::printable(expression_->error()));
    if (!is_name) refuse(pattern, "it names no metric");
    metric_ = metric;
    expression_ = compile(pattern.substr(equals + 1));
    if (!expression_->ok()) refuse(pattern, base::printable(expression_->error()));
  }
  step_group_ = group_of(*expression_, "step");
  name_group_ = by_groups ? group_of(*expression_, "name") : 0;
  value_group_ = group_of(*expression_, "value");
  const int groups = expression_->NumberOfCapturingGroups();
  if (groups > most_groups) refuse(pattern, "it has more than " + std::to_string(most_groups) + " groups");
  if (value_group_ > 0) return;
  if (groups - (step_group_ > 0) != 1)
    refuse(pattern, "it has " + base::count_of(static_cast<std::size_t>(groups), "group", "groups") +
                        ", but the one that holds the value is needed");
  value_group_ = step_group_ == 1 ? 2 : 1;
}

MetricPattern::MetricPattern(MetricPattern&&) noexcept = default;
MetricPattern::~MetricPattern() = default;

void MetricPattern::find(std::string_view line, const std::function<void(const Match&)>& found) const {
  const re2::StringPiece text(line.data(), line.size());
  std::array<re2::StringPiece, most_groups + 1> groups;
  const int count = 1 + expression_->NumberOfCapturingGroups();
  for (std::size_t at = 0; at <= line.size();) {
    if (!expression_->Match(text, at, line.size(), re2::RE2::UNANCHORED, groups.data(), count)) return;
    const auto group = [&](int number) { return view_of(groups[static_cast<std::size_t>(number)]); };
    found({name_group_ > 0 ? group(name_group_) : metric_, group(value_group_),
           step_group_ > 0 ? group(step_group_) : std::string_view()});
    // Behind this match; one character on where it was empty.
    const auto begin = static_cast<std::size_t>(groups[0].data() - line.data());
    at = begin + std::max<std::size_t>(groups[0].size(), 1);
  }
}

}  // namespace supervise
