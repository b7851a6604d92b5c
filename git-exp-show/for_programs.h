#pragma once

#include <optional>
#include <string>

#include "base/json.h"
#include "details.h"
#include "files.h"
#include "options.h"

/// A run as JSON, and as lines of key and value.
namespace exp_show {

/// With sections, the name and these; else the whole record, `state` as it is now, and what is known beside it.
base::Json to_json(const Details& details, const Sections& sections, const base::Json& environment,
                   const std::optional<FileList>& files);
std::string to_lines(const Details& details, const Sections& sections, const base::Json& environment,
                     const std::optional<FileList>& files);

}  // namespace exp_show
