#include <unordered_map>

#include "base/text.h"
#include "experiment/metric_summary.h"
#include "experiment/statistic.h"

namespace experiment {
namespace {

bool is_option(std::string_view word) {
  return word.starts_with('-') && word.size() > 1 && !base::parse_number(word);
}

/// What stands before the '=' of a word that sets something, such as Hydra's `+model.lr=0.1`; not of any word with a
/// '='.
std::optional<std::string_view> find_assigned_name(std::string_view word) {
  while (word.starts_with('+')) word.remove_prefix(1);
  const std::string_view name = word.substr(0, word.find('='));
  if (name.size() == word.size() || name.empty()) return std::nullopt;
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
  if (!is_letter(name.front())) return std::nullopt;
  for (const char c : name)
    if (!is_letter(c) && !(c >= '0' && c <= '9') && std::string_view("./@-").find(c) == std::string_view::npos)
      return std::nullopt;
  return name;
}

std::string_view behind_equals(std::string_view word) {
  return word.substr(word.find('=') + 1);
}

class CommandParams {
 public:
  void set(std::string_view name, std::string_view value) {
    const auto [place, is_new] = places_.emplace(base::printable(name), params_.size());
    Value parsed = value_from_text(std::string(value));
    if (is_new)
      params_.emplace_back(place->first, std::move(parsed));
    else
      params_[place->second].second = std::move(parsed);
  }
  Params take() { return std::move(params_); }

 private:
  Params params_;
  std::unordered_map<std::string, std::size_t> places_;
};

}  // namespace

Params params_of_command(const std::vector<std::string>& command) {
  CommandParams params;
  for (std::size_t i = 1; i < command.size(); ++i) {
    const std::string_view word = command[i];
    if (!word.starts_with("--")) {
      if (const auto name = find_assigned_name(word)) params.set(*name, behind_equals(word));
      continue;
    }
    const std::string_view name = word.substr(2, word.find('=') - 2);
    const bool has_value = name.size() + 2 < word.size();
    if (name.empty()) continue;
    if (has_value)
      params.set(name, behind_equals(word));
    else if (i + 1 < command.size() && !is_option(command[i + 1]))
      params.set(name, command[++i]);
    else
      params.set(name, "true");
  }
  return params.take();
}

Params merge_params(const Params& first, const Params& second) {
  Params merged = first;
  std::unordered_map<std::string_view, bool> known;
  for (const auto& [name, value] : first) known[name] = true;
  for (const auto& param : second)
    if (!known.count(param.first)) merged.push_back(param);
  return merged;
}

Metrics merge_metrics(const Metrics& first, const Metrics& second) {
  Metrics merged = first;
  TextArena arena;
  std::unordered_map<std::string_view, std::size_t> places;
  for (std::size_t i = 0; i < first.size(); ++i) places.emplace(first[i].name, i);
  for (const auto& metric : second) {
    const auto place = places.find(metric.name);
    if (place == places.end())
      merged.push_back(metric);
    else
      merged[place->second] = own(merge_metric(view_of(first[place->second], arena), view_of(metric, arena), arena));
  }
  return merged;
}

}  // namespace experiment
