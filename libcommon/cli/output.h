#pragma once

#include <string_view>

namespace cli {

/// Data for stdout. Throws UserError if it cannot be written (disk full); a closed pipe ends the process as SIGPIPE does.
void print(std::string_view text);

}  // namespace cli
