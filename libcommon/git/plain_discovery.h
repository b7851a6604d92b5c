#pragma once

#include <optional>

#include "git/config.h"
#include "git/discovery.h"

namespace git {

/// The usual repository found without asking git, which saves a process at each start: from our folder upwards the first
/// `.git`, if it is a folder with HEAD, objects and refs, it and its work tree are ours, on our file system, and no variable
/// changes where git looks. Anything else is nothing: then git decides.
std::optional<Discovery> find_plain_repository();

/// What the configuration may still say against it: another work tree, a bare repository, an extension.
bool is_plain(const Config& config);

}  // namespace git
