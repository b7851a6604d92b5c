#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "experiment/experiment_tags.h"
#include "experiment/settings.h"
#include "listed_run.h"

namespace exp_list {

/// The best value of a metric over an experiment's runs, and whose it is.
struct Best {
  experiment::Value value;
  std::string run;
};

/// A name on a commit: two clones may have given one name to two commits, which are two experiments.
struct Experiment {
  enum class Tag { here, gone, elsewhere };

  std::string name;
  std::string commit;    ///< 40 digits
  base::Timestamp time;  ///< when its newest run was made, or its tag, where it has no run
  Tag tag = Tag::gone;   ///< whether the name is a tag of this commit, or none, or another commit's
  std::string remote;    ///< all its runs were fetched from there and are not merged; "" ours
  std::string message;
  std::size_t runs = 0;
  std::vector<std::pair<std::string, std::size_t>> states;  ///< in the order of run_state_names()
  std::vector<std::optional<Best>> best;                    ///< of each goal

  /// "asr", "asr (tag gone)", "asr (origin)".
  std::string shown_name() const;
  /// "3 finished, 1 failed"; "" without runs.
  std::string shown_states() const;
};

/// The goals that have a direction: what is best can be said of no others.
std::vector<experiment::MetricGoal> directed_goals(const std::vector<experiment::MetricGoal>& goals);

/// Of all runs but copies and evaluations, as if there were no tags; in no order.
std::vector<Experiment> group_runs(const std::vector<ListedRun>& runs,
                                   const std::vector<experiment::MetricGoal>& goals);
/// Completes them by what tags say, adds tags with the trailer that have no run, and sorts: newest first. `goals`: how
/// many there are.
void add_tags(std::vector<Experiment>& experiments, const std::vector<experiment::ExperimentTag>& tags,
              std::size_t goals);

}  // namespace exp_list
