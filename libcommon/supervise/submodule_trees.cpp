#include "supervise/submodule_trees.h"

#include <vector>

#include "base/file.h"

namespace supervise {
namespace {

bool is_repository(const std::string& folder) {
  return base::path_exists(base::path_join(folder, "HEAD")) && base::is_folder(base::path_join(folder, "objects"));
}

/// Names of submodules may hold slashes: folders on the way are no repositories.
void add_repositories(const std::string& modules, std::vector<std::string>& found) {
  for (const auto& name : base::find_entries(modules).value_or(std::vector<std::string>())) {
    const std::string folder = base::path_join(modules, name);
    if (is_repository(folder)) {
      found.push_back(folder);
      add_repositories(base::path_join(folder, "modules"), found);
    } else if (base::is_folder(folder)) {
      add_repositories(folder, found);
    }
  }
}

}  // namespace

void fill_submodules(const experiment::Store& store, const git::WorkTree& tree, const git::Oid& commit) {
  (void)store, (void)tree, (void)commit;
}

void forget_submodule_trees(const std::string& repository, const std::string& folder) {
  std::vector<std::string> modules;
  add_repositories(base::path_join(repository, "modules"), modules);
  for (const auto& module : modules)
    for (const auto& known : git::registered_below(module, folder)) git::forget_work_tree(module, known.git_dir);
}

}  // namespace supervise
