#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/messages.h"
#include "experiment/settings.h"
#include "missing.h"

/// Our hooks in a folder where others may have theirs. hooks/README.md says what becomes of those: they are renamed to
/// `<name>.before-exp`, and ours end by going on as them.
namespace exp_init {

/// The hooks that are not there, or are of another version of ours. UserError for one of somebody else's that cannot be
/// chained: the lines to add by hand are its hint.
std::vector<Missing> find_missing_hooks(const std::string& folder, experiment::Sharing sharing);

/// Takes ours out and puts back what they were chained to. Says what it did, and what it left.
void remove_hooks(const std::string& folder, base::Messages& messages);

/// A script that would behave otherwise under another name (it looks at what it is called, or reads a file beside it
/// that does): it must not be renamed.
bool asks_for_its_name(std::string_view script);

/// What to add to other people's hooks, for a hint.
std::string hook_line();

}  // namespace exp_init
