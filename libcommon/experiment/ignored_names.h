#pragma once

#include <string>
#include <vector>

#include "experiment/settings.h"
#include "git/repository.h"

/// `__data__`, `__result__`, `__statistic__`: git is to pass over them.
namespace experiment {

/// `<common dir>/info/exclude`.
std::string exclude_path(const git::Location& location);

/// Those for which the ignore file at `path` has no line; a missing file has none. Throws base::file_error for one that
/// cannot be read.
std::vector<std::string> find_names_not_in(const std::string& path);
/// Those that neither info/exclude nor the top's `.gitignore` has.
std::vector<std::string> find_unignored_names(const git::Location& location);

/// Adds a line for each, in the file's own line ends; the rest of it stays byte for byte, and a link to it stays a
/// link.
void add_ignored_names(const std::string& path, const std::vector<std::string>& names, Sharing sharing);

}  // namespace experiment
