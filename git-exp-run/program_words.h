#pragma once

#include <optional>
#include <string>
#include <vector>

#include "experiment.h"
#include "experiment/fork.h"
#include "experiment/store.h"
#include "options.h"

namespace exp_run {

struct ProgramWords {
  std::vector<std::string> words;  ///< argv as given; --extra's words are at its end
  std::string origin;              ///< "" as typed, else where it was taken from: "asr/3", "exp.command"
  NamedValues overrides;           ///< -S, on top of those of the run that lent the command
  NamedValues env;                 ///< --env, likewise
  std::vector<std::string> extra;  ///< words of --extra that are in `words`
  std::string config;              ///< config file of the run that lent the command, below the top; "" none
};

/// The words typed; else for a fork exp.forkCommand, or the command of the run that it starts from with its -S, --env and config file; else
/// the experiment's last command with these (with --next that of the newest of the series;
/// that of the tag before --extra counts too), else exp.command. Throws base::UserError if there is none anywhere. Says in a
/// note what it took, and warns where that ran in another folder.
ProgramWords choose_program(const experiment::Store& store, const Options& options, const Experiment& experiment,
                            const experiment::ForkPoint* fork = nullptr);

/// Pure: `first` with the values of `second` for names that both have, and its further names at the end.
NamedValues with_values(NamedValues first, const NamedValues& second);

/// Pure: `words` with `extra` at the end, once, even if a run of the same experiment lent them.
std::vector<std::string> with_extra(std::vector<std::string> words, const std::vector<std::string>& extra);

}  // namespace exp_run
