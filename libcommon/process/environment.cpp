#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <string_view>

#include "base/file.h"
#include "base/text.h"
#include "process/child.h"

namespace process {
namespace {

std::string_view name_of(std::string_view variable) {
  return variable.substr(0, variable.find('='));
}

bool is_program(const std::string& path) {
  return base::is_regular_file(path) && ::eaccess(path.c_str(), X_OK) == 0;
}

}  // namespace

std::vector<std::string> environment_with(const std::vector<std::string>& set, const std::vector<std::string>& unset) {
  std::vector<std::string> variables;
  for (char** variable = environ; variable && *variable; ++variable) {
    const std::string_view name = name_of(*variable);
    const auto replaces = [&](const std::string& other) { return name_of(other) == name; };
    if (std::none_of(set.begin(), set.end(), replaces) && std::find(unset.begin(), unset.end(), name) == unset.end())
      variables.emplace_back(*variable);
  }
  variables.insert(variables.end(), set.begin(), set.end());
  return variables;
}

std::optional<std::string> find_program(const std::string& name, const std::string& folder,
                                        const std::optional<std::string>& path) {
  const std::string here = folder.empty() ? "." : folder;
  if (name.empty()) return std::nullopt;
  if (name.find('/') != name.npos) {
    std::string file = folder.empty() ? name : base::path_join(folder, name);
    return is_program(file) ? std::optional(std::move(file)) : std::nullopt;
  }
  const char* inherited = std::getenv("PATH");
  // What execvp(3) takes where PATH is not set at all.
  const std::string searched = path ? *path : inherited ? inherited : "/bin:/usr/bin";
  for (const auto& part : base::split(searched, ':')) {
    std::string file = base::path_join(part.empty() ? here : base::path_join(here, part), name);
    if (is_program(file)) return file;
  }
  return std::nullopt;
}

}  // namespace process
