#pragma once

#include <string>
#include <string_view>
#include <vector>

/// The text of a note as a set of lines. Pure; internal to this module.
namespace git {

/// Without line ends and without the blank lines that `git notes append` puts between what it joins.
std::vector<std::string_view> lines_of(std::string_view text);

/// As a note is stored: sorted bytewise, unique, each line with its end.
std::string union_of_lines(const std::vector<std::string_view>& texts);

/// The lines of `text` that `other` does not have, sorted.
std::vector<std::string_view> lines_missing(std::string_view text, std::string_view other);

/// A whole line, not a part of one.
bool has_line(std::string_view text, std::string_view line);

}  // namespace git
