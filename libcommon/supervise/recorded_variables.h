#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"

namespace supervise {

/// The value in an environment of "NAME=value"; nothing if it is not set.
std::optional<std::string> find_variable(const std::vector<std::string>& environment, std::string_view name);

/// True for what numerics, devices and search paths depend on, by an allow-list; never for a name that speaks of a secret
/// (KEY, TOKEN, SECRET, PASS, …).
bool is_recorded_variable(std::string_view name);

/// {name: value} of those, sorted; credentials in URLs are taken out.
base::Json recorded_variables(const std::vector<std::string>& environment);

/// The text with every `scheme://user:password@host` in it as `scheme://host`; for ssh the user stays. What follows `?` or
/// `#` in an http address goes too: tokens travel there.
std::string without_credentials(std::string_view text);

}  // namespace supervise
