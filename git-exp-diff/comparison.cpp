#include "comparison.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <unordered_map>
#include <unordered_set>

#include "base/text.h"
#include "experiment/config_file.h"
#include "experiment/environment_diff.h"
#include "experiment/fork.h"
#include "table/cell.h"

namespace exp_diff {
namespace {

using base::Json;
using experiment::MetricSummary;
using experiment::Record;

bool is_same(const Json& a, const Json& b) {
  if (a.is_null() || b.is_null() || a.is_array() || b.is_array()) return a == b;
  const std::string left = a.text(), right = b.text();
  const auto whole_left = base::parse_integer(left), whole_right = base::parse_integer(right);
  // As doubles, large ones would be equal that are not.
  if (whole_left && whole_right) return *whole_left == *whole_right;
  return table::same_value(table::Cell(left), table::Cell(right));
}

Json json_of(const std::string& text) {
  return text.empty() ? Json() : Json::string(text);
}
Json json_of(const std::vector<std::string>& words) {
  if (words.empty()) return {};
  Json list = Json::array();
  for (const auto& word : words) list.push_back(Json::string(word));
  return list;
}
Json json_of(const experiment::Value& value) {
  return experiment::value_to_json(value);
}

/// exp-run sets it to the run's seed, which is said already.
bool is_own_seed(const experiment::EnvironmentChange& change, const Side& before, const Side& after) {
  const auto seed = [](const Side& side) { return std::to_string(side.run->record.seed.root); };
  return change.what == "variable PYTHONHASHSEED" && change.before == seed(before) && change.after == seed(after);
}

/// The names of all, as they come first.
class Names {
 public:
  void add(const std::string& name) {
    if (seen_.insert(name).second) names_.push_back(name);
  }
  const std::vector<std::string>& all() const { return names_; }

 private:
  std::vector<std::string> names_;
  std::unordered_set<std::string> seen_;
};

class Comparison {
 public:
  explicit Comparison(const std::vector<Side>& sides) : sides_(sides) {}

  void compare_commands();
  void compare_params();
  void compare_metrics(const std::vector<experiment::MetricGoal>& goals);
  void compare_environments();
  std::vector<Difference> take() { return std::move(differences_); }

 private:
  using Lookup = std::function<Json(std::size_t side)>;

  /// Kept if the values of those sides that can be compared are not all the same; true if so.
  bool add(Section section, const std::string& what, const Lookup& value_of) {
    Difference difference{section, what, std::vector<Json>(sides_.size())};
    const Json* first = nullptr;
    bool differs = false;
    for (std::size_t i = 0; i < sides_.size(); ++i) {
      if (!sides_[i].can_be_compared()) continue;
      difference.values[i] = value_of(i);
      if (!first)
        first = &difference.values[i];
      else
        differs = differs || !is_same(*first, difference.values[i]);
    }
    if (differs) differences_.push_back(std::move(difference));
    return differs;
  }
  bool add_of_record(const std::string& what, const std::function<Json(const Record& record)>& value_of) {
    return add(Section::command, what, [&](std::size_t i) { return value_of(sides_[i].run->record); });
  }

  /// Named values that each side has in a list of pairs.
  template <typename Pairs>
  void add_pairs(Section section, const std::string& prefix, const Pairs Record::*member) {
    Names names;
    std::vector<std::unordered_map<std::string, Json>> values(sides_.size());
    for (std::size_t i = 0; i < sides_.size(); ++i) {
      if (!sides_[i].can_be_compared()) continue;
      for (const auto& [name, value] : sides_[i].run->record.*member) {
        names.add(name);
        values[i][name] = json_of_value(value);
      }
    }
    for (const auto& name : names.all())
      add(section, prefix + name, [&](std::size_t i) {
        const auto found = values[i].find(name);
        return found == values[i].end() ? Json() : found->second;
      });
  }
  static Json json_of_value(const experiment::Value& value) { return json_of(value); }
  static Json json_of_value(const std::string& text) { return Json::string(text); }  // set to "" is set

  const std::vector<Side>& sides_;
  std::vector<Difference> differences_;
};

void Comparison::compare_commands() {
  add_of_record("command", [](const Record& record) { return json_of(record.command); });
  add_of_record("extra words", [](const Record& record) {
    const Json* extra = record.unknown.find("extra");
    return extra && extra->is_array() ? *extra : Json();
  });
  add_of_record("forked from", [](const Record& record) { return json_of(experiment::describe_fork(record)); });
  add_of_record("config file", [](const Record& record) { return json_of(experiment::describe_config(record)); });
  add_of_record("folder", [](const Record& record) { return json_of(record.cwd.empty() ? "." : record.cwd); });
  add_of_record("seed", [](const Record& record) { return Json::integer(record.seed.root); });
  add_pairs(Section::command, "-S ", &Record::overrides);
  add_pairs(Section::command, "--env ", &Record::env);
}

void Comparison::compare_params() {
  add_pairs(Section::params, "", &Record::params);
}

void Comparison::compare_metrics(const std::vector<experiment::MetricGoal>& goals) {
  Names names;
  std::vector<std::unordered_map<std::string, const MetricSummary*>> metrics(sides_.size());
  for (std::size_t i = 0; i < sides_.size(); ++i) {
    if (!sides_[i].can_be_compared()) continue;
    for (const auto& metric : sides_[i].run->record.metrics) {
      names.add(metric.name);
      metrics[i][metric.name] = &metric;
    }
  }
  for (const auto& name : names.all()) {
    using Member = std::optional<experiment::Value> MetricSummary::*;
    const auto value_of = [&](std::size_t i, Member member) {
      const auto found = metrics[i].find(name);
      if (found == metrics[i].end()) return Json();
      return json_of(member && found->second->*member ? *(found->second->*member) : found->second->last);
    };
    const auto add_member = [&](const std::string& suffix, Member member) {
      return add(Section::metrics, name + suffix, [&](std::size_t i) { return value_of(i, member); });
    };
    const bool last_differs = add_member("", nullptr);
    const auto goal =
        std::find_if(goals.begin(), goals.end(), [&](const auto& its) { return its.name == name && its.direction; });
    if (goal != goals.end()) {
      const Member best = *goal->direction == experiment::Direction::min ? &MetricSummary::min : &MetricSummary::max;
      bool is_elsewhere = false;
      for (std::size_t i = 0; i < sides_.size(); ++i)
        is_elsewhere = is_elsewhere || !is_same(value_of(i, nullptr), value_of(i, best));
      if (is_elsewhere) add_member(":best", best);
    } else if (!last_differs) {
      add_member(":min", &MetricSummary::min);
      add_member(":max", &MetricSummary::max);
    }
  }
}

void Comparison::compare_environments() {
  const auto is_known = [](const Side& side) { return side.can_be_compared() && !side.environment.members().empty(); };
  const auto first = std::find_if(sides_.begin(), sides_.end(), is_known);
  if (first == sides_.end()) return;
  Names names;
  std::unordered_map<std::string, Json> of_first;
  std::vector<std::unordered_map<std::string, Json>> changed(sides_.size());
  for (std::size_t i = 0; i < sides_.size(); ++i) {
    if (!is_known(sides_[i])) continue;
    for (const auto& change : experiment::compare_environments(first->environment, sides_[i].environment)) {
      if (is_own_seed(change, *first, sides_[i])) continue;
      names.add(change.what);
      of_first[change.what] = json_of(change.before);
      changed[i][change.what] = json_of(change.after);
    }
  }
  for (const auto& name : names.all()) {
    Difference difference{Section::environment, name, std::vector<Json>(sides_.size())};
    for (std::size_t i = 0; i < sides_.size(); ++i) {
      if (!is_known(sides_[i])) continue;
      const auto change = changed[i].find(name);
      difference.values[i] = change == changed[i].end() ? of_first[name] : change->second;
    }
    differences_.push_back(std::move(difference));
  }
}

}  // namespace

std::string_view format_section(Section section) {
  switch (section) {
    case Section::command: return "command";
    case Section::params: return "params";
    case Section::metrics: return "metrics";
    case Section::environment: return "env";
    case Section::code: break;
  }
  return "code";
}

std::vector<Difference> find_differences(const std::vector<Side>& sides, const Options& options,
                                         const std::vector<experiment::MetricGoal>& goals) {
  Comparison comparison(sides);
  if (options.command) comparison.compare_commands();
  if (options.params) comparison.compare_params();
  if (options.metrics) comparison.compare_metrics(goals);
  if (options.environment) comparison.compare_environments();
  return comparison.take();
}

std::string text_of(const Json& value) {
  if (!value.is_array()) return value.is_null() ? "" : value.text();
  std::vector<std::string> words;
  for (const auto& item : value.items()) words.push_back(item.text());
  return base::shell_join(words);
}

std::optional<Step> find_step(const Json& before, const Json& after) {
  if (before.is_array() || after.is_array()) return std::nullopt;
  const auto first = base::parse_number(before.text()), second = base::parse_number(after.text());
  if (!first || !second || !std::isfinite(*first) || !std::isfinite(*second)) return std::nullopt;
  Step step{*second - *first, std::nullopt};
  if (!std::isfinite(step.difference)) return std::nullopt;
  if (*first != 0) step.relative = step.difference / std::abs(*first);
  return step;
}

}  // namespace exp_diff
