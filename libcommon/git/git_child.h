#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "process/child.h"

/// git itself as a child. Internal to this module.
namespace git {

/// `git <arguments>` with GIT_OPTIONAL_LOCKS=0 (it must not write the index), and with its messages in English, because
/// some are recognised.
process::Command git_command(std::vector<std::string> arguments);

/// The first line of git's complaint without "fatal: "; the second one too where the first ends in a colon.
std::string git_complaint(const process::Result& result);

/// UserError "cannot <what>: <git's words>"; names git itself if that is missing.
base::UserError git_error(std::string_view what, const process::Result& result);

/// The part of a path's listing up to its line end.
std::string_view without_line_end(std::string_view text);

struct GitVersion {
  int major = 0;
  int minor = 0;
  friend auto operator<=>(const GitVersion&, const GitVersion&) = default;
};
/// Asks `git version`; 0.0 if the answer cannot be understood.
GitVersion load_git_version();

}  // namespace git
