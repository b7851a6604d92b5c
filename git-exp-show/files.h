#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace exp_show {

struct FileEntry {
  std::string name;         ///< below the run's folder; of a folder with a slash at its end
  std::uint64_t bytes = 0;  ///< of a folder, of all files in it
  std::size_t files = 1;    ///< of a folder, how many are in it
  bool is_folder = false;
  std::string link;         ///< where it leads, if it is a link: not followed
  bool is_complete = true;  ///< false for a folder of more entries than are counted
};

struct FileList {
  std::vector<FileEntry> entries;  ///< sorted by name
  std::size_t left_out = 0;        ///< entries beyond the first
  std::uint64_t bytes = 0;         ///< of all together
  std::size_t files = 0;
  bool is_complete = true;
};

/// What is in a folder: `whole` names every file, else folders are summed up. At most `most_entries` are named, and at
/// most 100,000 are counted: millions of files must not keep anybody waiting. Nothing if there is no such folder.
std::optional<FileList> list_files(const std::string& folder, bool whole, std::size_t most_entries);

}  // namespace exp_show
