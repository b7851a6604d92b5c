#pragma once

#include <optional>
#include <string>

#include "code.h"
#include "experiment.h"
#include "experiment/config_file.h"
#include "experiment/store.h"
#include "options.h"
#include "program_words.h"

namespace exp_run {

/// The file of --config as the run's commit has it; nothing without the option. UserError, with what to type, where it is outside of
/// the tree, no file, or not tracked. Without `code` (a trial) it need only be there.
std::optional<experiment::ConfigFile> find_typed_config(const experiment::Store& store, const Options& options,
                                                        const Code* code);

/// The options with the tag that the file gives, where none was typed. UserError if it cannot be one.
Options named_after(const std::optional<experiment::ConfigFile>& config, Options options);

/// UserError where the experiment that `config` gave its name has runs of another config file of that name, and none of this one.
void refuse_colliding_config(const experiment::Store& store, const Experiment& experiment,
                             const experiment::ConfigFile& config);

/// Into the record: `config`, or else the file of the run that lent the command, as this commit has it (errors as above). Warns where
/// the command has no `{config}` for it, or a `{config}` without a file, which is an error for exp.command.
void note_config_of(const experiment::Store& store, const std::optional<experiment::ConfigFile>& config,
                    const ProgramWords& program, const Code* code, experiment::Record& record);

}  // namespace exp_run
