#pragma once

#include <optional>
#include <string>
#include <vector>

#include "experiment/settings.h"
#include "missing.h"

namespace exp_init {

/// A folder that is to be there, or a link of that name to a folder elsewhere.
struct Place {
  std::string path;                    ///< absolute
  std::optional<std::string> link_to;  ///< absolute
};

/// What is missing of it: at most one entry. An empty folder gives way to the link that is asked for. UserError for a
/// folder with content where a link is asked for, a link to elsewhere, a link to nothing, a file.
std::vector<Missing> find_missing_folder(const Place& place, experiment::Sharing sharing);

}  // namespace exp_init
