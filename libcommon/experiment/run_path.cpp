#include "experiment/run_path.h"

#include <limits.h>
#include <stdlib.h>

#include <array>

#include "base/file.h"

namespace experiment {
namespace {

/// "" if it does not exist.
std::string real_path(const std::string& path) {
  std::array<char, PATH_MAX> buffer;
  return ::realpath(path.c_str(), buffer.data()) ? std::string(buffer.data()) : "";
}

}  // namespace

std::optional<RunFolder> find_folder_at_path(const Store& store, const std::string& path) {
  if (path.empty() || !base::is_folder(path)) return std::nullopt;
  const std::string real = real_path(path), root = real_path(store.settings.result_dir);
  if (real.empty() || root.empty() || real == root) return std::nullopt;
  const std::string name = base::path_below(real, root);
  return name == real ? std::nullopt : find_run_folder(store.settings.result_dir, name);
}

std::optional<FolderRecord> find_run_at_path(const Store& store, const std::string& path) {
  auto folder = find_folder_at_path(store, path);
  if (!folder || !base::path_exists(RunPaths{folder->path}.run_json())) return std::nullopt;
  return read_run_folder(std::move(*folder));
}

}  // namespace experiment
