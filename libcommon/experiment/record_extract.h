#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "experiment/record.h"

/// Records of very many runs, for lists: a run of a hundred values is read in a fifth of the time and memory.
namespace experiment {

/// Which metrics an extract has; of all else it has what identifies the run, who made it where and when, its state,
/// attempts, command, seed and message.
struct RecordExtract {
  std::vector<std::string> metrics;  ///< by name
  std::size_t first_metrics = 0;     ///< and so many of the first
  bool has_the_rest = false;         ///< and all that is neither a metric nor a parameter
};

/// As parse_record(), but params, overrides, env, drift, other metrics and members of other writers are left
/// out, whatever they hold. For showing only: an extract must never be written (but as a tombstone, which holds no values,
/// if it has the rest).
std::optional<Record> parse_record_extract(std::string_view text, const RecordExtract& extract, std::string& error);

}  // namespace experiment
