#pragma once

#include <string>

namespace exp_init {

/// True if git would see a file of this absolute path in a work tree, this one or any other (a repository of
/// configuration files, say): because it is tracked, or because nothing ignores it. The path need not exist. What is in
/// a git folder itself is the caller's to know.
bool could_be_tracked(const std::string& path);

}  // namespace exp_init
