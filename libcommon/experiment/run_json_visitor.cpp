#include "experiment/run_json_visitor.h"

#include "base/json.h"
#include "base/text.h"

namespace experiment {

void RunJsonVisitor::clear() {
  v = 0;
  rev = -1;
  run = uuid = commit = tag = id = state = seed = created = updated = message = {};
  params.clear();
  metrics.clear();
  param_names.clear();
  metric_names_.clear();
  depth_ = lists_ = 0;
}

void RunJsonVisitor::keep_prefix_only() {
  tag = id = state = seed = created = updated = message = {};
  params.clear();
  metrics.clear();
  param_names.clear();
}

bool RunJsonVisitor::is_record() const {
  return v >= 1 && rev >= 0 && !run.empty() && uuid.size() == 36 && commit.size() == 40;
}

void RunJsonVisitor::begin_object() {
  if (lists_ > 0) return;
  ++depth_;
  if (depth_ != 3 || names_[1] != "metrics") return;
  const auto [number, is_new] = metric_names_.add(names_[2]);
  metric_ = number;
  if (is_new) metrics.emplace_back();
  metrics[metric_] = MetricView();
  metrics[metric_].name = names_[2];
}

void RunJsonVisitor::end_object() {
  if (lists_ == 0) --depth_;
}

void RunJsonVisitor::name(std::string_view text) {
  if (lists_ == 0 && depth_ < std::size(names_)) names_[depth_] = text;
}

void RunJsonVisitor::string(std::string_view text) {
  if (lists_ == 0 && depth_ == 3 && names_[1] == "params" && names_[3] == "base64") {
    if (const auto bytes = base::parse_base64(text)) add_param(names_[2], {arena_.add(*bytes), false});
    return;
  }
  scalar({text, false});
}

void RunJsonVisitor::number(std::string_view text) {
  scalar({text, base::is_json_number(text)});
}

void RunJsonVisitor::word(std::string_view text) {
  if (text != "null") scalar({text, false});
}

void RunJsonVisitor::scalar(ValueView value) {
  if (lists_ > 0) return;
  if (depth_ == 1)
    set_member(value.text);
  else if (depth_ == 2 && names_[1] == "params")
    add_param(names_[2], value);
  else if (depth_ == 2 && names_[1] == "seed" && names_[2] == "root")
    seed = value.text;
  else if (depth_ == 3 && names_[1] == "metrics")
    set_metric(value);
}

void RunJsonVisitor::set_member(std::string_view text) {
  const std::string_view name = names_[1];
  const struct {
    std::string_view name;
    std::string_view& text;
  } texts[] = {{"run", run},     {"uuid", uuid},       {"commit", commit},   {"tag", tag},        {"id", id},
               {"state", state}, {"created", created}, {"updated", updated}, {"message", message}};
  for (const auto& member : texts)
    if (member.name == name) member.text = text;
  if (name == "v") v = base::parse_integer(text).value_or(0);
  if (name == "rev") rev = base::parse_integer(text).value_or(-1);
}

void RunJsonVisitor::set_metric(ValueView value) {
  MetricView& metric = metrics[metric_];
  const std::string_view name = names_[3];
  const struct {
    std::string_view name;
    std::optional<ValueView>& value;
  } values[] = {{"min", metric.min}, {"max", metric.max}, {"first", metric.first}, {"mean", metric.mean}};
  for (const auto& member : values)
    if (member.name == name) member.value = value;
  const struct {
    std::string_view name;
    std::optional<std::int64_t>& step;
  } steps[] = {{"step", metric.step}, {"min_step", metric.min_step}, {"max_step", metric.max_step}};
  for (const auto& member : steps)
    if (member.name == name) member.step = base::parse_integer(value.text);
  if (name == "last") metric.last = value;
  if (name == "count") metric.count = base::parse_integer(value.text).value_or(1);
}

void RunJsonVisitor::add_param(std::string_view name, ValueView value) {
  const auto [number, is_new] = param_names.add(name);
  if (is_new) params.emplace_back();
  params[number] = {name, value};
}

}  // namespace experiment
