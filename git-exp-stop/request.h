#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>

#include "experiment/index.h"
#include "options.h"

namespace exp_stop {

/// What became of a run that was to be stopped.
struct Asked {
  enum class What {
    ended,    ///< it was not running any more, or waited in a queue; said
    asked,    ///< whoever attends it was asked to stop it
    unheard,  ///< asked, but nobody may be there to hear it; said
    started   ///< somebody started it while it was taken out of the queue: ask again
  };
  What what = What::ended;
  std::int64_t attempt = 0;  ///< with `asked`
};

/// Asks that the run stops. `submissions` gets those that lost a run by it: see remove_if_done(). UserError, which names the run, where it cannot be asked: it has ended by itself, its folder is not here,
/// may not be written by this user, or is a copy.
Asked ask_to_stop(const experiment::Store& store, const experiment::ResolvedRun& run, const Options& options,
                  std::set<std::string>& submissions);

}  // namespace exp_stop
