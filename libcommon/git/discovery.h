#pragma once

#include <optional>
#include <string>

#include "git/config.h"
#include "git/repository.h"
#include "process/child.h"

/// Which repository we are in: one `git rev-parse` for everything. Internal to this module.
namespace git {

struct Discovery {
  Location location;
  bool bare = false;
  std::string object_format;
  bool head_known = false;            ///< false in a bare repository and inside .git, where git stops before it says it
  std::optional<Oid> head;            ///< nothing while the branch is unborn
  std::optional<std::string> branch;  ///< nothing when detached, or unborn
};

process::Command discovery_command();

/// Everything but `location.main_top`, for which the configuration is needed. Throws UserError for what git refuses.
Discovery read_discovery(const process::Result& result);

/// Top of the main work tree; "" if there is none, or nothing says where it is (a linked work tree of a repository
/// made with --separate-git-dir: git does not know it either).
std::string find_main_top(const Discovery& discovery, const Config& config);

/// Throws UserError, with what works, for an object format or ref storage that libgit2 cannot read.
void refuse_unknown_formats(const Discovery& discovery, const Config& config);

}  // namespace git
