#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "experiment/index.h"

namespace experiment {

/// Finds runs by the names that stand in a set. Few are looked up one by one; for many, all that is known is loaded
/// once.
class RunLookup {
 public:
  RunLookup(const Store& store, std::size_t expected_names);

  /// As resolve_run() does; the name stays as it was given. Nothing if there is no such run, or if several could be
  /// meant: `reason` then says it in a message's words.
  std::optional<ResolvedRun> find(const std::string& name, std::string& reason) const;

 private:
  std::optional<ResolvedRun> find_loaded(const std::string& run, const std::string& uuid_prefix,
                                         const std::string& name) const;

  const Store& store_;
  std::vector<KnownRun> runs_;
  std::unordered_map<std::string, std::vector<std::size_t>> by_name_;  ///< copies left out
  bool is_loaded_ = false;
};

}  // namespace experiment
