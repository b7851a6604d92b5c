#pragma once

#include <dirent.h>

#include <memory>
#include <string>
#include <vector>

/// Going through the result folder, as all who do it must: without links and hidden folders.
namespace experiment {

inline constexpr int deepest_tag = 64;  ///< components; a tag's name has at most 200 bytes

struct CloseFolder {
  void operator()(DIR* folder) const { ::closedir(folder); }
};
using FolderHandle = std::unique_ptr<DIR, CloseFolder>;

/// Not a link to one.
bool is_real_folder(const std::string& path);

/// Names of the folders in a folder (`path` is where it is), without links and hidden ones.
std::vector<std::string> subfolders(DIR* folder, const std::string& path);

}  // namespace experiment
