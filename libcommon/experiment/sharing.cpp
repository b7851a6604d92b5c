#include "experiment/sharing.h"

#include <sys/stat.h>

#include <cerrno>

#include "base/error.h"
#include "base/file.h"

namespace experiment {

void make_shared_folders(Sharing sharing, const std::string& path) {
  if (base::is_folder(path)) return;
  if (sharing == Sharing::none) return base::make_folders(path);
  const std::string parent = base::path_parent(path);
  if (parent != path && parent != ".") make_shared_folders(sharing, parent);
  if (::mkdir(path.c_str(), 0777) == 0) {
    struct stat info;
    const mode_t wanted = sharing == Sharing::group ? 02770 : 02775;
    if (::stat(path.c_str(), &info) == 0) (void)::chmod(path.c_str(), (info.st_mode & 07777) | wanted);
    return;
  }
  const int error = errno;
  if (error == EEXIST && base::is_folder(path)) return;
  throw base::file_error("make the folder", path, error == EEXIST ? ENOTDIR : error);
}

mode_t file_mode_in(const std::string& folder) {
  struct stat info;
  // The owner can always write again what he wrote once.
  return ::stat(folder.c_str(), &info) == 0 ? (info.st_mode & 0666) | 0600 : 0600;
}

void share_file(int fd, const std::string& folder) {
  (void)::fchmod(fd, file_mode_in(folder));
}

void share_file(const std::string& path) {
  (void)::chmod(path.c_str(), file_mode_in(base::path_parent(path)));
}

}  // namespace experiment
