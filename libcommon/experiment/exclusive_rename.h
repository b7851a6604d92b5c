#pragma once

#include <string>

namespace experiment {

enum class Renamed {
  done,
  taken,  ///< something has that name already
  gone,   ///< there is nothing at `from` (any more)
};

/// Renames a folder if, and only if, nothing has the new name: of many who want one name, one gets it. `from` must not
/// be empty. Throws base::file_error on other failures.
Renamed rename_to_free(const std::string& from, const std::string& to);

/// How rename_to_free() does it where the file system knows no RENAME_NOREPLACE (NFS, many FUSE file systems). Plain
/// rename(2) replaces an empty folder, but never a filled one: so two who both bring a filled folder exclude each other
/// without a lock, and no name is ever held by an empty folder that a crash could leave behind (as mkdir of the name
/// first would). What is looked up before is only for empty folders that others made.
Renamed rename_filled_folder(const std::string& from, const std::string& to);

}  // namespace experiment
