#include "experiment/sharing.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <memory>
#include <string_view>

#include "base/error.h"
#include "base/fd.h"
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

namespace {

constexpr int deepest_folder = 64;

struct CloseFolder {
  void operator()(DIR* folder) const { ::closedir(folder); }
};

mode_t shared_mode(Sharing sharing, const struct stat& info) {
  const mode_t mode = info.st_mode & 07777;
  const mode_t shared = mode | (mode & 0700) >> 3 | (sharing == Sharing::world ? (mode & 0500) >> 6 : 0);
  return S_ISDIR(info.st_mode) ? shared | S_ISGID : shared;
}

/// `name` below an open folder.
void share_entry(Sharing sharing, int parent, const char* name, int depth) {
  base::UniqueFd fd(::openat(parent, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
  struct stat info;
  if (!fd || ::fstat(fd.value(), &info) != 0) return;
  const bool is_folder = S_ISDIR(info.st_mode);
  if (!is_folder && (!S_ISREG(info.st_mode) || info.st_nlink != 1)) return;
  const mode_t mode = shared_mode(sharing, info);
  if (info.st_uid == ::geteuid() && mode != (info.st_mode & 07777)) (void)::fchmod(fd.value(), mode);
  if (!is_folder || depth == deepest_folder) return;
  const std::unique_ptr<DIR, CloseFolder> open(::fdopendir(fd.release()));
  while (const dirent* entry = open ? ::readdir(open.get()) : nullptr) {
    const std::string_view child = entry->d_name;
    if (child != "." && child != "..") share_entry(sharing, ::dirfd(open.get()), entry->d_name, depth + 1);
  }
}

}  // namespace

void share_tree(Sharing sharing, const std::string& folder) {
  if (sharing != Sharing::none) share_entry(sharing, AT_FDCWD, folder.c_str(), 0);
}

}  // namespace experiment
