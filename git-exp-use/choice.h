#pragma once

#include <string>

#include "experiment/current.h"

namespace exp_use {

/// What is to be current.
struct Choice {
  std::string name;  ///< "asr", or unambiguously "asr/3"
  std::string run;   ///< the run's own name; "" for an experiment
  std::string uuid;  ///< of the run; "" for an experiment

  bool is_run() const { return !uuid.empty(); }
};

/// An experiment for its tag (and for a name that has runs, where the tag is not here), else the run that the word means.
/// UserError for what is not there.
Choice choose(const experiment::Store& store, const std::string& word);

/// The same of what was chosen before; UserError, with how to be rid of it, where it is gone.
Choice look_up(const experiment::Store& store, const experiment::Current& current);

}  // namespace exp_use
