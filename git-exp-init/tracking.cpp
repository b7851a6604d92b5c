#include "tracking.h"

#include "base/file.h"
#include "process/child.h"

namespace exp_init {
namespace {

std::string existing_folder_above(std::string path) {
  do path = base::path_parent(path);
  while (!base::is_folder(path));
  return path;
}

/// git's answer is 0 for ignored, 1 for not ignored, 128 for a path that is in no work tree.
bool is_seen(const std::string& path, const std::string& folder, std::vector<std::string> environment) {
  const auto answer = process::run({.argv = {"git", "check-ignore", "--quiet", "--", path},
                                    .folder = folder,
                                    .environment = std::move(environment)});
  return answer.status == 1;
}

}  // namespace

bool could_be_tracked(const std::string& path) {
  // Asked of our own repository, wherever GIT_DIR says it is, then of the one that the path lies in.
  if (is_seen(path, "", process::environment_with({}))) return true;
  return is_seen(
      path, existing_folder_above(path),
      process::environment_with({}, {"GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_INDEX_FILE", "GIT_PREFIX"}));
}

}  // namespace exp_init
