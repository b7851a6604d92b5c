#pragma once

#include <optional>
#include <string>
#include <vector>

#include "experiment/index.h"

namespace experiment {

/// Which runs a command means that only looks.
/// As resolve_runs() for one word, but a name that several runs have, on whatever commits, is no error if none of their
/// folders is here: it means all of them. If one is here, it means that one, and a note names the others.
std::vector<ResolvedRun> find_runs_meant(const Store& store, const std::string& word);

/// The run that a command shows which is given none.
struct DefaultRun {
  ResolvedRun run;
  std::string reason;  ///< for people: "the run that you last started here"
};

/// What GIT_EXP_CURRENT names, else what `git exp-use` chose (current.h); of an experiment its latest run. Nothing if
/// there is no choice; UserError where it is gone.
std::optional<DefaultRun> find_current_run(const Store& store);

/// That, else `@`, else the newest run of the experiments at HEAD. UserError if there is none of
/// these, or what one of them names is gone.
DefaultRun find_default_run(const Store& store);

}  // namespace experiment
