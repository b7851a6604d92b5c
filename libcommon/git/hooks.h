#pragma once

#include <string>
#include <vector>

#include "base/messages.h"
#include "git/repository.h"

namespace git {

/// The folder that git takes hooks from (core.hooksPath, else `<common dir>/hooks`), absolute.
std::string hooks_folder(const Repository& repository);

/// True if git would find something to run for it: an executable file there, or a configured hook.
bool has_hook(const Repository& repository, const std::string& name);

/// Runs it by `git hook run --ignore-missing` (git before 2.36: the file itself), standard input empty, with these
/// variables set. Costs nothing where there is no hook. A failure is a warning, never more.
void run_hook(const Repository& repository, const std::string& name, const std::vector<std::string>& arguments,
              const std::vector<std::string>& environment, base::Messages& messages);

}  // namespace git
