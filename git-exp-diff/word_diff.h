#pragma once

#include <string>
#include <vector>

namespace exp_diff {

/// Of each word whether the other list has it in the same place of their longest common sequence.
struct CommonWords {
  std::vector<bool> before, after;
};
CommonWords find_common_words(const std::vector<std::string>& before, const std::vector<std::string>& after);

/// A command line that can be pasted, made printable, and what of it the other one has not: in colour (an escape
/// sequence that begins it), or, without one, underlined by `^` on a line of its own. Each line begins with `sign`.
std::string format_marked_command(const std::string& sign, const std::vector<std::string>& words,
                                  const std::vector<bool>& is_common, const std::string& colour);

}  // namespace exp_diff
