#pragma once

#include <optional>
#include <string>
#include <vector>

namespace exp_overview {

/// The executable of `git exp <word>`: git-exp-<word> in `folder`, else on PATH. Nothing for a word that could leave
/// these ("../x").
std::optional<std::string> find_command(const std::string& word, const std::string& folder);

/// Becomes git-exp-<word> with these arguments: it returns only by UsageError (no such command, with those that could
/// be meant) or UserError (it cannot be executed).
[[noreturn]] void become_command(const std::string& word, const std::vector<std::string>& arguments);

/// Becomes `git help exp-<word>`, or `git help exp` for "".
[[noreturn]] void become_page(const std::string& word);

}  // namespace exp_overview
