#include "experiment/clean_tree.h"

#include <string>

#include "base/file.h"

namespace experiment {
namespace {

/// Below the top without slashes around: what of ours lies in the work tree.
struct OwnPaths {
  std::vector<std::string> untracked;  ///< never the user's change while git does not know it
  std::vector<std::string> any;        ///< what we write ourselves, tracked or not
};

OwnPaths own_paths(const Store& store) {
  const std::string& top = store.repository.location().top;
  OwnPaths paths{{"__data__", "__result__", "__statistic__"}, {}};
  const auto below_top = [&](const std::string& folder) {
    const std::string below = base::path_below(folder, top);
    return below == folder || below == "." ? "" : below;
  };
  if (const std::string below = below_top(store.settings.result_dir); !below.empty()) paths.untracked.push_back(below);
  if (const std::string below = below_top(store.settings.statistic_dir); !below.empty()) paths.any.push_back(below);
  if (!store.settings.seed_file.empty()) paths.any.push_back(store.settings.seed_file);
  return paths;
}

/// `path` is one of ours, lies in one, or is an untracked folder that holds nothing but one of ours.
bool is_among(const git::DirtyPath& dirty, const std::vector<std::string>& own, const std::string& top) {
  const std::string path(dirty.path.back() == '/' ? dirty.path.substr(0, dirty.path.size() - 1) : dirty.path);
  for (const auto& mine : own) {
    if (path == mine || base::path_below(path, mine) != path) return true;
    if (dirty.code != "??" || base::path_below(mine, path) == mine) continue;
    std::string level = path;
    while (level != mine) {
      const auto entries = base::find_entries(base::path_join(top, level));
      if (!entries || entries->size() != 1) break;
      level = base::path_join(level, entries->front());
      if (base::path_below(mine, level) == mine) break;
    }
    if (level == mine) return true;
  }
  return false;
}

bool is_own(const git::DirtyPath& dirty, const OwnPaths& own, const std::string& top) {
  return is_among(dirty, own.any, top) || (dirty.code == "??" && is_among(dirty, own.untracked, top));
}

}  // namespace

std::vector<git::DirtyPath> find_dirty_paths(const Store& store, std::vector<std::string>* own) {
  const OwnPaths ours = own_paths(store);
  std::vector<git::DirtyPath> dirty;
  for (const auto& path : store.repository.status().dirty) {
    if (!is_own(path, ours, store.repository.location().top))
      dirty.push_back(path);
    else if (own)
      own->push_back(path.path);
  }
  return dirty;
}

std::optional<std::string> find_own_folder(const Store& store, const std::string& untracked) {
  const OwnPaths ours = own_paths(store);
  const std::string path = untracked.ends_with('/') ? untracked.substr(0, untracked.size() - 1) : untracked;
  for (const auto* paths : {&ours.any, &ours.untracked})
    for (const auto& mine : *paths)
      if (path == mine || base::path_below(path, mine) != path) return mine;
  return std::nullopt;
}

}  // namespace experiment
