#include "experiment/run_json_visitor.h"

#include "base/json.h"
#include "base/text.h"

namespace experiment {

bool RunJsonVisitor::read(std::string_view text, JsonTokenizer& tokenizer) {
  clear();
  return walk_json(text, tokenizer, arena_, *this);
}

void RunJsonVisitor::clear() {
  v = 0;
  rev = -1;
  run = uuid = commit = tag = id = state = seed = created = updated = message = rerun_of = {};
  params.clear();
  metrics.clear();
  param_names.clear();
  metric_names_.clear();
  depth_ = lists_ = 0;
  section_ = Section::other;
  history_.reset();
}

void RunJsonVisitor::keep_prefix_only() {
  tag = id = state = seed = created = updated = message = rerun_of = {};
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
  if (depth_ != 3 || section_ != Section::metrics) return;
  const auto [number, is_new] = metric_names_.add(names_[2]);
  metric_ = number;
  if (is_new) metrics.emplace_back();
  metrics[metric_] = {names_[2], {}};
  history_.reset();
}

void RunJsonVisitor::end_object() {
  if (lists_ > 0) return;
  if (depth_ == 3 && history_ && section_ == Section::metrics) metrics[metric_].history = arena_.add_value(*history_);
  --depth_;
}

void RunJsonVisitor::name(std::string_view text) {
  if (lists_ > 0 || depth_ >= std::size(names_)) return;
  names_[depth_] = text;
  if (depth_ == 1)
    section_ = is_word(text, "params")     ? Section::params
               : is_word(text, "metrics")  ? Section::metrics
               : is_word(text, "seed")     ? Section::seed
               : is_word(text, "rerun_of") ? Section::rerun_of
                                           : Section::other;
}

void RunJsonVisitor::string(std::string_view text) {
  if (lists_ == 0 && depth_ == 3 && section_ == Section::params && names_[3] == "base64") {
    if (const auto bytes = base::parse_base64(text)) add_param(names_[2], {arena_.add(*bytes), false});
    return;
  }
  scalar({text, false});
}

void RunJsonVisitor::number(std::string_view text, std::optional<double> value) {
  scalar({text, is_plain_number(text)}, value);
}

void RunJsonVisitor::word(std::string_view text) {
  if (text != "null") scalar({text, false});
}

void RunJsonVisitor::scalar(ValueView value, std::optional<double> number) {
  if (lists_ > 0) return;
  if (depth_ == 1)
    set_member(value.text);
  else if (depth_ == 2 && section_ == Section::params)
    add_param(names_[2], value);
  else if (depth_ == 2 && section_ == Section::seed && names_[2] == "root")
    seed = value.text;
  else if (depth_ == 2 && section_ == Section::rerun_of && names_[2] == "uuid")
    rerun_of = value.text;
  else if (depth_ == 3 && section_ == Section::metrics)
    set_metric(value, number);
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

void RunJsonVisitor::set_metric(ValueView value, std::optional<double> number) {
  const std::string_view name = names_[3];
  if (is_word(name, "last")) {
    metrics[metric_].last = value;
    return;
  }
  if (!history_) history_.emplace();
  // Whole numbers of up to 15 digits have come with their value.
  const auto whole = [&] { return number ? std::optional(static_cast<std::int64_t>(*number)) : std::nullopt; };
  if (is_word(name, "min"))
    history_->min = value;
  else if (is_word(name, "max"))
    history_->max = value;
  else if (is_word(name, "first"))
    history_->first = value;
  else if (is_word(name, "mean"))
    history_->mean = value;
  else if (is_word(name, "step"))
    history_->step = whole();
  else if (is_word(name, "min_step"))
    history_->min_step = whole();
  else if (is_word(name, "max_step"))
    history_->max_step = whole();
  else if (is_word(name, "count"))
    history_->count = whole().value_or(1);
}

void RunJsonVisitor::add_param(std::string_view name, ValueView value) {
  const auto [number, is_new] = param_names.add(name);
  if (is_new) params.emplace_back();
  params[number] = {name, value};
}

}  // namespace experiment
