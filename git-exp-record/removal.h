#pragma once

#include "cli/messages.h"
#include "experiment/store.h"
#include "options.h"

namespace exp_record {

/// Takes runs out of the set. A word that names none of it is an error: then the set is left as it is, and the status
/// is 1.
int remove_runs(const experiment::Store& store, const Options& options, cli::TerminalMessages& messages);

}  // namespace exp_record
