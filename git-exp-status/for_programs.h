#pragma once

#include <string>

#include "base/json.h"
#include "look.h"

namespace exp_status {

base::Json look_to_json(const Look& look);
/// A line with tabs between its fields, as the man page lists them.
std::string porcelain_line(const Item& item);

}  // namespace exp_status
