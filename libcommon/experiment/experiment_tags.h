#pragma once

#include <string>
#include <vector>

#include "base/time.h"
#include "experiment/store.h"
#include "git/oid.h"

namespace experiment {

/// A tag that is an experiment's name, or could be one.
struct ExperimentTag {
  std::string name;  ///< without exp.tagPrefix
  git::Oid commit;
  base::Timestamp time;
  std::string subject;       ///< the message's first line; "" for a lightweight tag
  bool has_trailer = false;  ///< made by exp-run; without it, only a record makes it an experiment
};

/// All tags of commits below exp.tagPrefix, sorted by name.
std::vector<ExperimentTag> load_experiment_tags(const Store& store);

/// `Exp-Experiment: 1` in the message's last paragraph, as git's trailers are.
bool has_experiment_trailer(const std::string& message);

}  // namespace experiment
