#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/json.h"
#include "supervise/tool_runner.h"

namespace supervise {

/// {name: URL without credentials}; of several URLs of one name the first.
base::Json remote_facts(const std::vector<std::pair<std::string, std::string>>& remotes);

/// {path: commit} of the submodules that HEAD of the work tree at `top` names. Costs nothing where there is no
/// `.gitmodules`, two git children where there is one. `environment` is that of the program, without git's repository
/// variables.
base::Json submodule_facts(const std::string& top, const std::vector<std::string>& environment, ToolRunner& tools);

}  // namespace supervise
