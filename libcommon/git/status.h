#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "git/repository.h"
#include "process/child.h"

/// The clean check, and HEAD as it was at that moment. Internal to this module.
namespace git {

struct StatusOutput {
  std::optional<Oid> head;            ///< nothing while the branch is unborn
  std::optional<std::string> branch;  ///< nothing when detached
  WorkTreeStatus tree;
};

/// `git status` by git itself, whatever the user's status.* say. Without the counts of commits ahead and behind, which
/// would walk the history.
process::Command status_command();

/// Reads `--porcelain=v2 -z --branch`. Lines of kinds that we do not know count as dirty: clean must be certain.
StatusOutput parse_status(std::string_view text);

}  // namespace git
