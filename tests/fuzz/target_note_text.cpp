#include <algorithm>

#include "git/note_lines.h"
#include "support.h"
#include "targets.h"

namespace fuzz {

/// Two notes, divided by a line "--": what two clones say of one commit.
void check_note_text(std::string_view input) {
  constexpr std::string_view between = "\n--\n";
  const auto end = std::min(input.find(between), input.size());
  const std::string_view ours = input.substr(0, end),
                         theirs = input.substr(std::min(end + between.size(), input.size()));
  const std::string joined = git::union_of_lines({ours, theirs});
  expect(joined == git::union_of_lines({theirs, ours}), "a union does not depend on the order", joined);
  expect(joined == git::union_of_lines({joined, ours, joined}), "a union with its part is the same", joined);
  expect(git::lines_missing(ours, joined).empty() && git::lines_missing(theirs, joined).empty(), "no line is lost",
         joined);
  const auto lines = git::lines_of(joined);
  expect(std::is_sorted(lines.begin(), lines.end()), "lines are sorted", joined);
  expect(std::adjacent_find(lines.begin(), lines.end()) == lines.end(), "lines are unique", joined);
  for (const auto line : git::lines_of(ours))
    expect(git::has_line(joined, line) && git::has_line(ours, line), "a line is found again", line);
}

}  // namespace fuzz
