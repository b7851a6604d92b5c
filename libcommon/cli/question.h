#pragma once

#include <string>

namespace cli {

/// Asks on the terminal, and reads a line from it: true for "y" and "yes". False without asking where standard input or
/// standard error is no terminal.
bool ask(const std::string& question);

}  // namespace cli
