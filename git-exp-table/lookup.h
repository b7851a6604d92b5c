#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "experiment/index.h"

namespace exp_table {

/// Why a name gives no run, for a warning, and what to type.
struct Fault {
  std::string reason;
  std::vector<std::string> hints;
};

/// Finds runs by their names in all that is known of them. For few names each is looked up alone; for many, everything
/// is loaded once.
class Lookup {
 public:
  Lookup(const experiment::Store& store, std::size_t expected_names);

  /// Nothing if there is no such run, or several could be meant; `fault` then says so.
  std::optional<experiment::ResolvedRun> find(const std::string& name, Fault& fault);

 private:
  std::optional<experiment::ResolvedRun> find_loaded(const std::string& name) const;
  std::string distinct_prefix(const experiment::KnownRun& run, const std::vector<std::size_t>& named) const;

  const experiment::Store& store_;
  std::vector<experiment::KnownRun> runs_;
  std::unordered_map<std::string, std::vector<std::size_t>> by_name_;
  bool is_loaded_ = false;
};

}  // namespace exp_table
