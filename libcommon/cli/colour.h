#pragma once

#include <cstddef>
#include <optional>
#include <string>

namespace cli {

/// Settings of the terminal as plain values, so that no module below needs to know where they come from.
bool is_terminal(int fd);
/// Columns: COLUMNS, else the terminal's own, else 80.
std::size_t terminal_width();

/// git's rules: color.exp over color.ui (always, never/false, auto/true; default auto), NO_COLOR, TERM=dumb; auto means a
/// terminal, or a pager of git's (GIT_PAGER_IN_USE).
bool wants_colour(int fd, const std::optional<std::string>& color_exp, const std::optional<std::string>& color_ui);

}  // namespace cli
