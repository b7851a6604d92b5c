#pragma once

#include <vector>

#include "experiment/index.h"
#include "options.h"

namespace exp_record {

/// Publishes the records that wait, and adds their runs to the set of exp.autoRecord. For hooks: without work it starts
/// no more than git's own answer to where we are.
int publish_elsewhere(const Options& options);

/// Runs that ended here and could not publish their record: whoever names them finishes that. Trouble is a warning.
void publish_unpublished(const experiment::Store& store, const std::vector<experiment::ResolvedRun>& runs);

}  // namespace exp_record
