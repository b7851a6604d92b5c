#pragma once

#include <optional>
#include <string>
#include <vector>

#include "experiment.h"
#include "experiment/store.h"
#include "options.h"

namespace exp_run {

struct ProgramWords {
  std::vector<std::string> words;  ///< argv as given; --extra's words are at its end
  std::string origin;              ///< "" as typed, else where it was taken from: "asr/3", "exp.command"
};

/// The words typed; else the experiment's last command (that of the tag before --extra counts too), else exp.command.
/// Throws base::UserError if there is none anywhere. Says in a note what it took.
ProgramWords choose_program(const experiment::Store& store, const Options& options, const Experiment& experiment);

/// Pure: `words` with `extra` at the end, once, even if a run of the same experiment lent them.
std::vector<std::string> with_extra(std::vector<std::string> words, const std::vector<std::string>& extra);

}  // namespace exp_run
