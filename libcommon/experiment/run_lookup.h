#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "experiment/index.h"

namespace experiment {

/// Why a name gives no run, for a warning, and what to type.
struct LookupFault {
  std::string reason;
  std::vector<std::string> hints;
};

/// Finds runs by the names that stand in a set. Few are looked up one by one; for many there is one pass over all notes,
/// of which only the lines of these runs are read.
class RunLookup {
 public:
  /// `names`: what find() will be asked for.
  RunLookup(const Store& store, const std::vector<std::string>& names);

  /// As resolve_run() does it, but nothing, and `fault` says why, if there is no such run or several could be meant.
  std::optional<ResolvedRun> find(const std::string& name, LookupFault& fault) const;

 private:
  std::optional<ResolvedRun> find_loaded(const std::string& run, const std::string& uuid_prefix) const;
  std::string distinct_name(const Record& run, const std::vector<std::size_t>& named) const;

  const Store& store_;
  std::vector<KnownRun> runs_;
  std::unordered_map<std::string, std::vector<std::size_t>> by_name_;  ///< copies left out
  bool is_loaded_ = false;
};

}  // namespace experiment
