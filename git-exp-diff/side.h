#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "experiment/index.h"

namespace exp_diff {

/// One of the things that are compared: a run, or an experiment without any, of which there is only the commit.
struct Side {
  std::string name;    ///< as it is shown: "asr/3", "asr/3-ab12", a tag
  std::string commit;  ///< 40 hex digits
  std::string state;   ///< "" if there is no run
  std::optional<experiment::KnownRun> run;
  base::Json environment = base::Json::object();

  /// A record of a newer version says no more than its commit.
  bool can_be_compared() const { return run && !run->newer_format; }
};

/// Looks the words up. A tag is its latest run, or only its commit, which is said. UserError for an unknown one. A single word
/// is compared with the current run (git exp-use), which is said; UsageError if there is none.
std::vector<Side> find_sides(const experiment::Store& store, const std::vector<std::string>& words,
                             bool with_environment);

}  // namespace exp_diff
