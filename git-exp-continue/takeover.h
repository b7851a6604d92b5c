#pragma once

#include "experiment/index.h"
#include "experiment/start_point.h"
#include "options.h"

namespace exp_continue {

/// Refuses, with the way out, what may not be taken up: a copy, a folder that is not here, a finished run or one presumed
/// lost without --force, an active one (who, where, since when). Throws base::UserError.
void require_takeover(const experiment::ResolvedRun& run, const Options& options);

/// Claims the next attempt for this process, and writes it into the record: of two who take up a run at once one wins, and
/// the other gets the UserError of require_takeover(). `record` is the folder's as it is after that. What a dead attempt
/// left open in it is closed.
experiment::Record take_over(const experiment::Store& store, const experiment::ResolvedRun& run, const Options& options,
                             const experiment::StartPoint& start, const std::vector<std::string>& resume_words,
                             bool isolated);

}  // namespace exp_continue
