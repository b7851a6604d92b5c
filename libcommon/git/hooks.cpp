#include "git/hooks.h"

#include <pwd.h>

#include <cstdlib>

#include "base/error.h"
#include "base/file.h"
#include "base/trace.h"
#include "git/git_child.h"

namespace git {
namespace {

constexpr GitVersion first_with_hook_run{2, 36};

/// `~/x` and `~user/x`, as git expands them; as it is if there is no such home.
std::string expand_home(const std::string& path) {
  if (path.empty() || path[0] != '~') return path;
  const std::string user = path.substr(1, path.find('/') - 1);
  const std::string rest = path.find('/') == path.npos ? "" : path.substr(path.find('/'));
  if (user.empty()) {
    const char* home = std::getenv("HOME");
    return home ? home + rest : path;
  }
  const passwd* entry = ::getpwnam(user.c_str());
  return entry ? entry->pw_dir + rest : path;
}

/// Where git runs hooks: the top of the work tree, or the git folder.
const std::string& folder_of_hooks(const Repository& repository) {
  const Location& location = repository.location();
  return location.top.empty() ? location.git_dir : location.top;
}

/// `hook.<name>.event = <event>`, which newer versions of git know.
bool is_configured(const Config& config, const std::string& event) {
  constexpr std::string_view start = "hook.", end = ".event";
  for (const auto& [key, value] : config.entries())
    if (value == event && key.size() > start.size() + end.size() && key.compare(0, start.size(), start) == 0 &&
        key.compare(key.size() - end.size(), end.size(), end) == 0)
      return true;
  return false;
}

/// git's own way, or for an older git what it would do: the file itself, its output on stderr.
process::Command hook_command(const std::string& file, const std::string& name,
                              const std::vector<std::string>& arguments) {
  process::Command command;
  if (load_git_version() >= first_with_hook_run)
    command.argv = {"git", "hook", "run", "--ignore-missing", name, "--"};
  else
    command.argv = {"sh", "-c", "exec \"$0\" \"$@\" >&2", file};
  command.argv.insert(command.argv.end(), arguments.begin(), arguments.end());
  return command;
}

/// A relative GIT_DIR of ours would mean something else in the hook's folder.
std::vector<std::string> hook_environment(const Location& location, std::vector<std::string> set) {
  if (std::getenv("GIT_DIR")) {
    set.push_back("GIT_DIR=" + location.git_dir);
    if (!location.top.empty()) set.push_back("GIT_WORK_TREE=" + location.top);
  }
  return process::environment_with(set);
}

}  // namespace

std::string hooks_folder(const Repository& repository) {
  const std::string configured = expand_home(repository.config().find("core.hooksPath").value_or(""));
  if (configured.empty()) return base::path_join(repository.location().common_dir, "hooks");
  return base::path_absolute(configured, folder_of_hooks(repository));
}

bool has_hook(const Repository& repository, const std::string& name) {
  return process::find_program(base::path_join(hooks_folder(repository), name)).has_value() ||
         is_configured(repository.config(), name);
}

void run_hook(const Repository& repository, const std::string& name, const std::vector<std::string>& arguments,
              const std::vector<std::string>& environment, base::Messages& messages) {
  if (!has_hook(repository, name)) return;
  const base::Trace trace("hook " + name);
  process::Command command = hook_command(base::path_join(hooks_folder(repository), name), name, arguments);
  command.folder = folder_of_hooks(repository);
  command.environment = hook_environment(repository.location(), environment);
  command.inherit_output = true;
  const process::Result result = process::run(command);
  messages.detail("the hook " + base::quoted(name) + " ran");
  if (result.status != 0)
    messages.warning("the hook " + base::quoted(name) + " failed with exit status " + std::to_string(result.status));
}

}  // namespace git
