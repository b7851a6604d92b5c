#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/json.h"
#include "details.h"
#include "files.h"
#include "page.h"

/// What a run had around it, and what it left: the environment and the files.
namespace exp_show {

/// Leaves of the JSON as "python.packages.numpy" and their text, in their order.
std::vector<std::pair<std::string, std::string>> flatten(const base::Json& json);

/// The machine and the interpreter, in a few lines.
void show_environment_in_short(const base::Json& environment, Page& page);
void show_environment(const base::Json& environment, Page& page);
void show_files(const FileList& list, Page& page);

}  // namespace exp_show
