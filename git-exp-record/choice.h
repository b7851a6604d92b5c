#pragma once

#include <string>
#include <variant>
#include <vector>

#include "cli/messages.h"
#include "experiment/index.h"

namespace exp_record {

/// A known run, or a folder of an older tool that is to be imported.
using Choice = std::variant<experiment::ResolvedRun, experiment::Foreign>;

/// What the words name, in their order, each run once. Without words: the current run (git exp-use), which is said, else the latest run of each experiment at HEAD, else
/// `@`. Everything is looked up, nothing written. Each word that names nothing is an `error:`; then the result is
/// empty. UserError (status 1) if there are no words and nothing that they could stand for.
std::vector<Choice> choose_runs(const experiment::Store& store, const std::vector<std::string>& words,
                                cli::TerminalMessages& messages);

/// The runs of the choices; those of an older tool get a record, in their folder and published.
std::vector<experiment::ResolvedRun> import_choices(const experiment::Store& store, std::vector<Choice> choices);

}  // namespace exp_record
