#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>
#include <vector>

#include "base/fd.h"

namespace supervise {

/// Moves what a program left into a folder of its run: `files`, or, where that is not empty, `files-2`, `files-3`, …, made
/// exclusively at the first move. By rename where both are on one file system, else by a copy that is forced to the disk,
/// compared and only then deleted here; links, modes and times are kept, sockets and FIFOs left out of a copy. Nothing on the
/// way is followed if it is a link, and nothing that is there is written over.
class LeftFiles {
 public:
  /// Both absolute; the run's folder is made, too, where it is missing.
  LeftFiles(const std::string& top, std::string run_folder);

  /// A file, link or whole folder, by its path below the top; what is no longer there is passed over. False: it stays, and
  /// trouble() says why.
  bool move(const std::string& path);
  /// Where a path went; "" before the first move.
  const std::string& folder() const { return folder_; }
  const std::string& trouble() const { return trouble_; }
  /// How many calls of move() found something.
  std::int64_t moved() const { return moved_; }

 private:
  bool make_folder();
  bool fail(const std::string& path, int error);
  /// The open folder of `path` below `root_fd`, made where `make` says so. None, with errno.
  static base::UniqueFd open_parent(int root_fd, const std::string& path, bool make);

  base::UniqueFd top_, target_;
  std::string run_folder_, folder_, trouble_;
  std::int64_t moved_ = 0;
};

}  // namespace supervise
