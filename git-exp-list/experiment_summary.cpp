#include "experiment_summary.h"

#include "experiment/live_values.h"
#include "experiment/packed.h"
#include "experiment/summaries.h"

namespace exp_list {
namespace {

constexpr std::string_view form = "1";

std::string key_of(const std::vector<experiment::MetricGoal>& goals) {
  experiment::Packer packer;
  packer.text(form);
  for (const auto& goal : goals) {
    packer.text(goal.name);
    packer.number(*goal.direction == experiment::Direction::min);
  }
  return packer.take();
}

}  // namespace

std::string pack_experiments(const std::vector<Experiment>& experiments) {
  experiment::Packer packer;
  for (const auto& experiment : experiments) {
    for (const auto* text : {&experiment.name, &experiment.commit, &experiment.remote, &experiment.message})
      packer.text(*text);
    packer.difference(experiment.time.ms, 0);
    packer.number(experiment.runs);
    packer.number(experiment.states.size());
    for (const auto& [state, count] : experiment.states) {
      packer.text(state);
      packer.number(count);
    }
    packer.number(experiment.best.size());
    for (const auto& best : experiment.best) {
      packer.number(!best ? 0 : best->value.is_number ? 2 : 1);
      if (!best) continue;
      packer.text(best->value.text);
      packer.text(best->run);
    }
  }
  return packer.take();
}

void unpack_experiments(std::string_view bytes, std::vector<Experiment>& experiments) {
  for (experiment::Unpacker unpacker(bytes); !unpacker.at_end();) {
    Experiment& experiment = experiments.emplace_back();
    for (auto* text : {&experiment.name, &experiment.commit, &experiment.remote, &experiment.message})
      *text = unpacker.text();
    experiment.time.ms = unpacker.difference(0);
    experiment.runs = unpacker.number();
    for (auto states = unpacker.number(); states > 0 && !unpacker.is_broken(); --states) {
      std::string state(unpacker.text());
      experiment.states.emplace_back(std::move(state), unpacker.number());
    }
    for (auto goals = unpacker.number(); goals > 0 && !unpacker.is_broken(); --goals) {
      const auto known = unpacker.number();
      auto& best = experiment.best.emplace_back();
      if (known == 0) continue;
      best.emplace();
      best->value = {std::string(unpacker.text()), known == 2};
      best->run = unpacker.text();
    }
  }
}

std::vector<Experiment> load_experiments(const experiment::Store& store,
                                         const std::vector<experiment::MetricGoal>& goals, base::Timestamp now) {
  const auto summarise = [&](std::vector<experiment::KnownRun> runs) {
    for (auto& run : runs) experiment::add_live_values(run.record, run.folder, store.messages);
    return pack_experiments(group_runs(list_runs(runs, now), goals));
  };
  std::vector<Experiment> experiments;
  for (const auto& text : experiment::load_summaries(store, {"experiments", key_of(goals), summarise}))
    unpack_experiments(text, experiments);
  return experiments;
}

}  // namespace exp_list
