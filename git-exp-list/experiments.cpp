#include "experiments.h"

#include <algorithm>
#include <map>
#include <unordered_map>
#include <unordered_set>

#include "base/text.h"
#include "experiment/natural_order.h"
#include "experiment/run_state.h"
#include "supervise/closing.h"

namespace exp_list {
namespace {

using experiment::ExperimentTag;
using experiment::MetricGoal;
using Runs = std::vector<const ListedRun*>;

bool is_better(const experiment::Value& a, const experiment::Value& b, experiment::Direction direction) {
  const auto first = base::parse_number(a.text), second = base::parse_number(b.text);
  if (!first || *first != *first) return false;
  if (!second || *second != *second) return true;
  return direction == experiment::Direction::min ? *first < *second : *first > *second;
}

std::optional<Best> find_best(const Runs& runs, const MetricGoal& goal) {
  std::optional<Best> best;
  for (const ListedRun* run : runs)
    for (const auto& metric : run->record().metrics) {
      if (metric.name != goal.name) continue;
      const auto& value = supervise::best_of(metric, *goal.direction);
      if (!best || is_better(value, best->value, *goal.direction)) best = Best{value, run->name};
    }
  return best;
}

std::vector<std::pair<std::string, std::size_t>> count_states(const Runs& runs) {
  std::map<std::string, std::size_t> counts;
  for (const ListedRun* run : runs) ++counts[run->state];
  std::vector<std::pair<std::string, std::size_t>> states;
  for (const auto& state : experiment::run_state_names())
    if (const auto count = counts.find(state); count != counts.end()) states.emplace_back(*count);
  return states;
}

/// The remote that all of them came from; "" if one is ours, or they came from several.
std::string common_remote(const Runs& runs) {
  const std::string& remote = runs.front()->run->remote;
  const bool all = std::all_of(runs.begin(), runs.end(), [&](const auto* run) { return run->run->remote == remote; });
  return all ? remote : "";
}

Experiment experiment_of_runs(const Runs& runs, const std::vector<MetricGoal>& goals) {
  const ListedRun& newest = **std::max_element(
      runs.begin(), runs.end(), [](const auto* a, const auto* b) { return a->record().created < b->record().created; });
  Experiment experiment;
  experiment.name = newest.record().tag;
  experiment.commit = newest.record().commit;
  experiment.time = newest.record().created;
  experiment.remote = common_remote(runs);
  experiment.message = newest.record().message;
  // As a tag's message would have been.
  if (experiment.message.empty()) experiment.message = base::shell_join(newest.record().command);
  experiment.runs = runs.size();
  experiment.states = count_states(runs);
  for (const auto& goal : goals) experiment.best.push_back(find_best(runs, goal));
  return experiment;
}

Experiment experiment_of_tag(const ExperimentTag& tag, std::size_t goals) {
  Experiment experiment;
  experiment.name = tag.name;
  experiment.commit = tag.commit.hex();
  experiment.time = tag.time;
  experiment.tag = Experiment::Tag::here;
  experiment.message = tag.subject;
  experiment.best.resize(goals);
  return experiment;
}

bool is_newer(const Experiment& a, const Experiment& b) {
  if (a.time != b.time) return a.time > b.time;
  if (a.name != b.name) return experiment::natural_less(a.name, b.name);
  return a.commit < b.commit;
}

}  // namespace

std::string Experiment::shown_name() const {
  if (!remote.empty()) return name + " (" + remote + ")";
  if (tag == Tag::gone) return name + " (tag gone)";
  return tag == Tag::elsewhere ? name + " (tag is elsewhere)" : name;
}

std::string Experiment::shown_states() const {
  std::vector<std::string> parts;
  for (const auto& [state, count] : states) parts.push_back(std::to_string(count) + " " + state);
  return base::join(parts, ", ");
}

std::vector<MetricGoal> directed_goals(const std::vector<MetricGoal>& goals) {
  std::vector<MetricGoal> directed;
  for (const auto& goal : goals) {
    // Of a name that is configured twice the last direction counts.
    std::erase_if(directed, [&](const MetricGoal& other) { return other.name == goal.name; });
    if (goal.direction) directed.push_back(goal);
  }
  return directed;
}

std::vector<Experiment> group_runs(const std::vector<ListedRun>& runs, const std::vector<MetricGoal>& goals) {
  std::unordered_map<std::string, Runs> groups;
  for (const auto& run : runs)
    if (!run.run->is_copy && !is_evaluation(run)) groups[run.record().tag + '\0' + run.record().commit].push_back(&run);
  std::vector<Experiment> experiments;
  for (const auto& [key, members] : groups) experiments.push_back(experiment_of_runs(members, goals));
  return experiments;
}

void add_tags(std::vector<Experiment>& experiments, const std::vector<ExperimentTag>& tags, std::size_t goals) {
  std::unordered_map<std::string, const ExperimentTag*> tag_of;
  for (const auto& tag : tags) tag_of[tag.name] = &tag;
  std::unordered_set<std::string> known;
  for (auto& experiment : experiments) {
    known.insert(experiment.name + '\0' + experiment.commit);
    const auto tag = tag_of.find(experiment.name);
    if (tag == tag_of.end()) continue;
    const bool is_here = tag->second->commit.hex() == experiment.commit;
    experiment.tag = is_here ? Experiment::Tag::here : Experiment::Tag::elsewhere;
    if (is_here && !tag->second->subject.empty()) experiment.message = tag->second->subject;
  }
  for (const auto& tag : tags)
    if (tag.has_trailer && !known.count(tag.name + '\0' + tag.commit.hex()))
      experiments.push_back(experiment_of_tag(tag, goals));
  std::sort(experiments.begin(), experiments.end(), is_newer);
}

}  // namespace exp_list
