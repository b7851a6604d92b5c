#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "experiment/record.h"

/// Lines of notes and of `edits.jsonl`: which are edits, and what they say.
namespace experiment {

/// Calls `visit(line)` for each line that is not empty, without its line end (a CR before it is kept).
template <typename Visit>
void for_each_line(std::string_view text, Visit visit) {
  for (std::size_t start = 0; start < text.size();) {
    std::size_t end = text.find('\n', start);
    if (end == text.npos) end = text.size();
    if (end > start) visit(text.substr(start, end - start));
    start = end + 1;
  }
}

/// True for `"kind":"edit"`, whether the rest can be read or not.
bool is_edit_line(std::string_view line);

/// The lines of `<folder>/edits.jsonl` that are edits of this uuid; empty if there is no such file.
std::vector<std::string> read_edit_lines(const std::string& folder, const std::string& uuid);

/// Adds a line to it, whatever a killed writer left at its end. Throws base::file_error.
void append_edit_line(const std::string& folder, const std::string& line);

/// Each once, in order of `at`.
std::vector<Edit> sort_edits(std::vector<Edit> edits);
/// What people changed, on top of what was recorded: of each key the last. `message` is the record's, all other keys
/// stand in `unknown`; those that name another member of a record are left alone.
void apply_edits(const std::vector<Edit>& edits, Record& record);

}  // namespace experiment
