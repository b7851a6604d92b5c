#include "git/plain_discovery.h"

#include <sys/stat.h>
#include <unistd.h>

#include <climits>
#include <cstdlib>

#include "base/file.h"

namespace git {
namespace {

/// Of git(1): all that moves the repository, the work tree, or the limits of the search. SUDO_UID changes whose it may be.
bool environment_is_plain() {
  for (const char* name : {"GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_CEILING_DIRECTORIES", "GIT_NAMESPACE",
                           "GIT_DISCOVERY_ACROSS_FILESYSTEM", "GIT_OBJECT_DIRECTORY", "GIT_DEFAULT_HASH", "SUDO_UID"})
    if (std::getenv(name)) return false;
  return true;
}

bool is_ours(const struct stat& info) {
  return S_ISDIR(info.st_mode) && info.st_uid == ::geteuid();
}

bool is_git_folder(const std::string& folder) {
  struct stat info;
  if (::lstat(folder.c_str(), &info) != 0 || !is_ours(info)) return false;
  return base::is_regular_file(folder + "/HEAD") && base::is_folder(folder + "/objects") &&
         base::is_folder(folder + "/refs") && !base::path_exists(folder + "/commondir") &&
         !base::path_exists(folder + "/gitdir") && !base::path_exists(folder + "/config.worktree");
}

/// A folder that git would take for a bare repository, or the inside of one.
bool looks_bare(const std::string& folder) {
  return base::path_exists(folder + "/HEAD") && base::path_exists(folder + "/objects");
}

}  // namespace

std::optional<Discovery> find_plain_repository() {
  char here[PATH_MAX];
  struct stat start;
  if (!environment_is_plain() || !::getcwd(here, sizeof here) || ::stat(here, &start) != 0) return std::nullopt;
  std::string folder = here;
  while (!base::path_exists(base::path_join(folder, ".git"))) {
    if (folder == "/" || looks_bare(folder)) return std::nullopt;
    folder = base::path_parent(folder);
  }
  struct stat top;
  const std::string git_dir = base::path_join(folder, ".git");
  if (::stat(folder.c_str(), &top) != 0 || !is_ours(top) || top.st_dev != start.st_dev || !is_git_folder(git_dir))
    return std::nullopt;

  Discovery discovery;
  discovery.object_format = "sha1";
  discovery.location.git_dir = discovery.location.common_dir = git_dir;
  discovery.location.top = folder;
  const std::string below = base::path_below(here, folder);
  discovery.location.prefix = below == "." ? "" : below;
  return discovery;
}

bool is_plain(const Config& config) {
  for (const auto& [key, value] : config.entries())
    if (key == "core.worktree" || key.rfind("extensions.", 0) == 0) return false;
  // git lists no configuration of a repository that it cannot read, and says so only when asked for the repository.
  return config.find("core.repositoryFormatVersion") == "0" && !config.flag("core.bare", false);
}

}  // namespace git
