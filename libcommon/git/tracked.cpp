#include "git/tracked.h"

#include "git/git_child.h"

namespace git {

bool is_tracked(const std::string& path, const std::string& index) {
  process::Command command = git_command({"ls-files", "-z", "--stage", "--full-name", "--", ":(top,literal)" + path});
  std::vector<std::string> set = {"GIT_OPTIONAL_LOCKS=0", "LC_ALL=C"};
  if (!index.empty()) set.push_back("GIT_INDEX_FILE=" + index);
  command.environment = process::environment_with(
      set, {"GIT_LITERAL_PATHSPECS", "GIT_GLOB_PATHSPECS", "GIT_NOGLOB_PATHSPECS", "GIT_ICASE_PATHSPECS"});
  const process::Result result = process::run(command);
  if (result.status != 0) throw git_error("ask whether " + base::quoted(path) + " is tracked", result);
  // "<mode> <id> <stage>\t<path>\0"; a folder would list what is below.
  return result.out.starts_with("100") && result.out.ends_with("\t" + path + std::string(1, '\0'));
}

}  // namespace git
