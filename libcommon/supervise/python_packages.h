#pragma once

#include <string>
#include <vector>

#include "base/json.h"

namespace supervise {

/// {name: version} of the distributions in these folders, sorted by name; of one name the first folder's counts. Read from
/// `*.dist-info/METADATA`, `*.egg-info` (file or folder), `*.egg` and `*.egg-link`; where such a file is missing, from the
/// folder's name. What was installed from a repository or in place has its origin behind the version:
/// "0.1 (git+https://host/x@<commit>)".
base::Json python_packages(const std::vector<std::string>& folders);

}  // namespace supervise
