#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "commands.h"
#include "experiment/index.h"

namespace exp_overview {

/// Where a repository stands.
struct Overview {
  std::set<std::string> experiments;
  std::size_t runs = 0;
  std::map<std::string, std::size_t> states;
  std::string last_run;    ///< name of the run that was made last; "" if there is none
  std::string last_state;  ///< "finished", "lost", …
  bool last_ended = false;
  base::Timestamp last_created;
  base::Timestamp last_time;  ///< when it ended; when it started, if it has not
};

using FindLiveness = std::function<experiment::Liveness(const std::string& folder)>;

/// Of some runs. `find_liveness` is asked for those whose record says that they are active.
Overview make_overview(const std::vector<experiment::KnownRun>& runs, const FindLiveness& find_liveness);
/// Counts those of other runs, too.
void add(Overview& overview, const Overview& others);
/// As bytes, and back.
std::string pack_overview(const Overview& overview);
Overview unpack_overview(std::string_view bytes);

std::string format_overview(const Overview& overview, base::Timestamp now);
std::string format_commands(const std::vector<Command>& commands);
/// Only those that are used every day, the most used ones first, and how to see the others.
std::string format_daily_commands(const std::vector<Command>& commands);

}  // namespace exp_overview
