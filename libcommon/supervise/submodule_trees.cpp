#include "supervise/submodule_trees.h"

#include <sys/stat.h>

#include <algorithm>
#include <optional>

#include "base/error.h"
#include "base/file.h"
#include "base/text.h"

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

/// A name from a commit becomes a path only if it stays where it belongs; git has the same rule.
bool is_safe_name(const std::string& name) {
  const auto parts = base::split(name, '/');
  return !name.empty() &&
         std::none_of(parts.begin(), parts.end(), [](const std::string& part) { return part.empty() || part == ".."; });
}

/// One level: the project, or a submodule that has submodules.
struct Level {
  git::WorkTree tree;
  std::string repository;              ///< whose `modules/` hold the submodules
  std::string own;                     ///< that of the work tree we are in, which may have modules of its own
  std::vector<std::string> live_tops;  ///< where the live submodules may be
  std::string shown;                   ///< "" or "<path>/", for messages
  git::Config config;                  ///< of the live repository
};

class Filling {
 public:
  explicit Filling(const experiment::Store& store) : store_(store) {}

  void fill(const Level& level, const std::vector<git::TreeEntry>& files) {
    std::optional<git::Config> modules;
    for (const auto& entry : files) {
      if (!entry.is_submodule || is_filled(base::path_join(level.tree.top, entry.path))) continue;
      if (!modules) modules = read_modules(level.tree.top);
      fill_one(level, entry, name_of(*modules, entry.path));
    }
  }

 private:
  static bool is_filled(const std::string& top) {
    const auto repository = git::find_repository_of(top);
    return repository && git::find_work_tree(*repository, top);
  }

  static git::Config read_modules(const std::string& top) {
    const std::string file = base::path_join(top, ".gitmodules");
    struct stat info;
    if (::lstat(file.c_str(), &info) != 0 || !S_ISREG(info.st_mode)) return {};
    return git::load_config_file(file);
  }

  /// "" where `.gitmodules` says nothing of it: a repository that was added as it is.
  static std::string name_of(const git::Config& modules, const std::string& path) {
    constexpr std::string_view start = "submodule.", end = ".path";
    for (const auto& [key, value] : modules.entries())
      if (value == path && key.starts_with(start) && key.ends_with(end) && key.size() > start.size() + end.size())
        return key.substr(start.size(), key.size() - start.size() - end.size());
    return "";
  }

  static std::vector<std::string> live_places(const Level& level, const std::string& path) {
    std::vector<std::string> places;
    for (const auto& top : level.live_tops)
      if (!top.empty()) places.push_back(base::path_join(top, path));
    return places;
  }

  static std::optional<std::string> find_module(const Level& level, const std::string& name,
                                                const std::vector<std::string>& live) {
    std::vector<std::string> candidates;
    if (is_safe_name(name))
      for (const auto& repository : {level.repository, level.own})
        candidates.push_back(base::path_join(repository, "modules/" + name));
    for (const auto& place : live) candidates.push_back(git::find_git_dir(place).value_or(""));
    const auto found = std::find_if(candidates.begin(), candidates.end(),
                                    [](const auto& folder) { return !folder.empty() && is_repository(folder); });
    if (found == candidates.end()) return std::nullopt;
    return *found;
  }

  void fill_one(const Level& level, const git::TreeEntry& entry, const std::string& name) {
    const auto live = live_places(level, entry.path);
    const auto module = find_module(level, name, live);
    if (!module) return miss(level, entry, name, live);
    const std::string top = base::path_join(level.tree.top, entry.path);
    const git::WorkTree tree = git::register_work_tree(*module, top, base::path_name(level.tree.git_dir), entry.id);
    const process::Result result = process::run(git::restore_command(tree));
    if (result.status != 0) {
      git::forget_work_tree(*module, tree.git_dir);
      if (!git::has_commit_in(*module, entry.id)) refuse_commit(level, entry, *module, live);
      throw git::fill_error(tree, result);
    }
    store_.messages.detail("filled submodule " + base::quoted(level.shown + entry.path) + " from " +
                           base::quoted(*module));
    fill_inner(level, tree, *module, entry, live);
  }

  void fill_inner(const Level& level, const git::WorkTree& tree, const std::string& module, const git::TreeEntry& entry,
                  const std::vector<std::string>& live) {
    if (!base::path_exists(base::path_join(tree.top, ".gitmodules"))) return;
    const process::Result listing = process::run(git::list_files_command(module, entry.id));
    fill({tree, module, module, live, level.shown + entry.path + "/",
          git::load_config_file(base::path_join(module, "config"))},
         git::parse_files(listing.out));
  }

  /// Neither its repository nor anything of it in the live tree, and nobody asked for it: an optional one.
  void miss(const Level& level, const git::TreeEntry& entry, const std::string& name,
            const std::vector<std::string>& live) const {
    const std::string path = level.shown + entry.path;
    const bool active = !name.empty() && (level.config.find("submodule." + name + ".url") ||
                                          level.config.flag("submodule." + name + ".active", false));
    const bool used = std::any_of(live.begin(), live.end(), [](const std::string& place) {
      return !base::find_entries(place).value_or(std::vector<std::string>()).empty();
    });
    const std::string hint = "git submodule update --init " + std::string(level.shown.empty() ? "" : "--recursive ") +
                             base::shell_quote(path);
    if (active || used)
      throw base::UserError("submodule " + base::quoted(path) + " is needed at commit " + entry.id.abbreviated() +
                                ", but its repository is not here",
                            {hint});
    store_.messages.warning("submodule " + base::quoted(path) +
                            " is empty in the checkout: it was never initialised here");
    store_.messages.hint(hint + "    if the program needs it");
  }

  [[noreturn]] static void refuse_commit(const Level& level, const git::TreeEntry& entry, const std::string& module,
                                         const std::vector<std::string>& live) {
    std::string where = "--git-dir=" + base::shell_quote(module);
    for (const auto& place : live)
      if (base::path_exists(base::path_join(place, ".git"))) where = "-C " + base::shell_quote(place);
    throw base::UserError(
        "submodule " + base::quoted(level.shown + entry.path) + " is needed at commit " + entry.id.abbreviated() +
            ", which is not here",
        {"git " + where + " fetch", "git " + where + " fetch origin " + entry.id.hex() + "    if no branch has it"});
  }

  const experiment::Store& store_;
};

}  // namespace

void fill_submodules(const experiment::Store& store, const git::WorkTree& tree,
                     const std::vector<git::TreeEntry>& files) {
  const git::Location& location = store.repository.location();
  Filling(store).fill(
      {tree, location.common_dir, location.git_dir, {location.main_top, location.top}, "", store.repository.config()},
      files);
}

void forget_submodule_trees(const std::string& repository, const std::string& folder) {
  std::vector<std::string> modules;
  add_repositories(base::path_join(repository, "modules"), modules);
  for (const auto& module : modules)
    for (const auto& known : git::registered_below(module, folder)) git::forget_work_tree(module, known.git_dir);
}

}  // namespace supervise
