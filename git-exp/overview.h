#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "base/time.h"
#include "commands.h"
#include "experiment/index.h"

namespace exp_overview {

/// Where a repository stands.
struct Overview {
  std::size_t experiments = 0;
  std::size_t runs = 0;
  std::vector<std::pair<std::string, std::size_t>> states;  ///< what is active first; only states that occur
  std::string last_run;                                     ///< name of the run that was made last; "" if there is none
  std::string last_state;                                   ///< "finished", "lost", …
  bool last_ended = false;
  base::Timestamp last_time;  ///< when it ended; when it started, if it has not
};

using FindLiveness = std::function<experiment::Liveness(const std::string& folder)>;

/// `tags` are the experiments that have a tag; those of `runs` count too. `find_liveness` is asked for runs whose
/// record says that they are active.
Overview make_overview(const std::vector<experiment::KnownRun>& runs, const std::vector<std::string>& tags,
                       const FindLiveness& find_liveness);

std::string format_overview(const Overview& overview, base::Timestamp now);
std::string format_commands(const std::vector<Command>& commands);
/// Only those that are used every day, the most used ones first, and how to see the others.
std::string format_daily_commands(const std::vector<Command>& commands);

}  // namespace exp_overview
