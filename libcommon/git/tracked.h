#pragma once

#include <string>

namespace git {

/// Whether git tracks the file `path` (relative to the top), by the index, which need not be the user's ("" is that). Not a
/// submodule, nor what lies in one. UserError in git's words where that cannot be asked.
bool is_tracked(const std::string& path, const std::string& index = "");

}  // namespace git
