#include "experiment/statistic_visitor.h"

#include "base/text.h"

namespace experiment {

bool StatisticVisitor::read(std::string_view text, JsonTokenizer& tokenizer) {
  clear();
  return walk_json(text, tokenizer, arena_, *this);
}

void StatisticVisitor::clear() {
  params.clear();
  metrics.clear();
  clashes.clear();
  left_out.clear();
  long_names = 0;
  is_object = false;
  param_names_.clear();
  metric_names_.clear();
  group_ = Group::none;
  levels_.clear();
  path_.clear();
  list_ = List();
}

void StatisticVisitor::begin_object() {
  if (list_.depth > 0) return open_in_list('{');
  levels_.push_back(path_.size());
  if (levels_.size() == 1) {
    is_object = true;
    return;
  }
  const bool is_top = levels_.size() == 2;
  if (is_top && (name_ == "hparam" || name_ == "params"))
    group_ = Group::params;
  else if (is_top && (name_ == "metric" || name_ == "metrics"))
    group_ = Group::metrics;
  else
    path_.append(name_) += '/';
}

void StatisticVisitor::end_object() {
  if (list_.depth > 0) return close_in_list('}');
  path_.resize(levels_.back());
  levels_.pop_back();
  if (levels_.size() == 1) group_ = Group::none;
}

void StatisticVisitor::begin_array() {
  open_in_list('[');
}

void StatisticVisitor::end_array() {
  close_in_list(']');
  if (list_.depth == 0) finish_list();
}

void StatisticVisitor::name(std::string_view text) {
  if (list_.depth == 0) {
    name_ = text;
    return;
  }
  append_to_list(base::json_quote(text) + ":");
  list_.needs_comma = false;
}

void StatisticVisitor::string(std::string_view text) {
  if (list_.depth == 0) return scalar({text, false}, false);
  list_.has_numbers_only = false;
  add_to_list({text, false}, base::parse_number(text), base::json_quote(text));
}

void StatisticVisitor::number(std::string_view text, std::optional<double> value) {
  const ValueView view{text, is_plain_number(text)};
  if (list_.depth == 0) return scalar(view, true);
  add_to_list(view, value ? value : base::parse_number(text), text);
}

void StatisticVisitor::word(std::string_view text) {
  const bool is_missing = text == "null";
  if (list_.depth > 0 && is_missing) return append_to_list(text);  // a history may have it
  if (is_missing && group_ == Group::metrics) return;
  if (list_.depth == 0) return scalar({text, false}, false);
  list_.has_numbers_only = false;
  add_to_list({text, false}, std::nullopt, text);
}

void StatisticVisitor::scalar(ValueView value, bool is_number) {
  const auto name = find_full_name();
  if (!name) return;
  if (is_param(*name, is_number))
    add_param(*name, value);
  else
    add_metric({*name, value});
}

void StatisticVisitor::open_in_list(char bracket) {
  if (list_.depth > 0) list_.is_flat = false;
  append_to_list({&bracket, 1});
  list_.needs_comma = false;
  ++list_.depth;
}

void StatisticVisitor::close_in_list(char bracket) {
  list_.needs_comma = false;
  append_to_list({&bracket, 1});
  list_.needs_comma = true;
  --list_.depth;
}

void StatisticVisitor::add_to_list(ValueView value, std::optional<double> number, std::string_view json) {
  append_to_list(json);
  if (list_.is_flat) list_.history.add(value, number, std::nullopt);
}

void StatisticVisitor::append_to_list(std::string_view json) {
  if (group_ == Group::metrics) return;
  if (list_.needs_comma) list_.text += ',';
  list_.text += json;
  list_.needs_comma = true;
}

void StatisticVisitor::finish_list() {
  const List list = std::move(list_);
  list_ = List();
  const auto name = find_full_name();
  if (!name) return;
  const bool is_history = list.is_flat && !list.history.empty();
  if (is_param(*name, is_history && list.has_numbers_only))
    add_param(*name, {arena_.add(list.text), false});
  else if (is_history)
    add_metric(list.history.view(*name, arena_));
  else if (!list.is_flat)
    left_out.push_back(*name);
}

std::optional<std::string_view> StatisticVisitor::find_full_name() {
  if (!is_object) return std::nullopt;
  if (path_.size() + name_.size() > longest_name) {
    ++long_names;
    return std::nullopt;
  }
  return path_.empty() ? name_ : arena_.add(path_, name_);
}

bool StatisticVisitor::is_param(std::string_view name, bool is_number) {
  if (group_ != Group::none) return group_ == Group::params;
  return !is_number || known_params_.find(name);
}

void StatisticVisitor::add_param(std::string_view name, ValueView value) {
  const auto [number, is_new] = param_names_.add(name);
  if (is_new) {
    params.push_back({name, value});
    return;
  }
  params[number].value = value;
  clashes.push_back(name);
}

void StatisticVisitor::add_metric(const MetricView& metric) {
  const auto [number, is_new] = metric_names_.add(metric.name);
  if (is_new) {
    metrics.push_back(metric);
    return;
  }
  metrics[number] = metric;
  clashes.push_back(metric.name);
}

}  // namespace experiment
