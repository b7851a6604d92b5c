#pragma once

#include <string>
#include <vector>

#include "base/json.h"
#include "supervise/tool_runner.h"

namespace supervise {

/// The members `program` and, where the program is run by a Python, `python` of environment.json. Only an interpreter of
/// another well-known language (julia, node, perl, R, ruby) is asked for its version, by `--version`.
struct ProgramFacts {
  base::Json program = base::Json::object();
  base::Json python = base::Json::object();
};
ProgramFacts program_facts(const std::vector<std::string>& argv, const std::string& folder,
                           const std::vector<std::string>& environment, ToolRunner& tools);

}  // namespace supervise
