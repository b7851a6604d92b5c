#pragma once

#include <optional>
#include <string>

#include "experiment/folder_scan.h"
#include "experiment/store.h"

namespace experiment {

/// The run folder that a path leads to: absolute or from the current folder, with or without a slash at its end,
/// through links outside the result folder. Nothing if there is no such folder, or it is not below the result folder.
std::optional<FolderRecord> find_run_at_path(const Store& store, const std::string& path);

/// Its path below the result folder, whether a record is there or not.
std::optional<RunFolder> find_folder_at_path(const Store& store, const std::string& path);

}  // namespace experiment
