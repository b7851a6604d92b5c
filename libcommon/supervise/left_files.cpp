#include "supervise/left_files.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "base/error.h"
#include "base/file.h"
#include "base/text.h"
#include "supervise/verified_copy.h"

namespace supervise {
namespace {

constexpr int open_folder_flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;

bool is_there(int folder_fd, const std::string& name) {
  struct stat info;
  return ::fstatat(folder_fd, name.c_str(), &info, AT_SYMLINK_NOFOLLOW) == 0;
}

/// 0 or an errno value.
int rename_to_free_name(int from_fd, int to_fd, const std::string& name) {
  if (::renameat2(from_fd, name.c_str(), to_fd, name.c_str(), RENAME_NOREPLACE) == 0) return 0;
  if (errno != EINVAL && errno != ENOSYS && errno != ENOTSUP) return errno;
  // A file system without that (NFS): the folder was made by us a moment ago.
  if (is_there(to_fd, name)) return EEXIST;
  return ::renameat(from_fd, name.c_str(), to_fd, name.c_str()) == 0 ? 0 : errno;
}

}  // namespace

LeftFiles::LeftFiles(const std::string& top, std::string run_folder)
    : top_(::open(top.c_str(), open_folder_flags)), run_folder_(std::move(run_folder)) {}

base::UniqueFd LeftFiles::open_parent(int root_fd, const std::string& path, bool make) {
  base::UniqueFd fd(::openat(root_fd, ".", open_folder_flags));
  const auto parts = base::split(path, '/');
  for (std::size_t i = 0; fd && i + 1 < parts.size(); ++i) {
    if (make && ::mkdirat(fd.value(), parts[i].c_str(), 0777) != 0 && errno != EEXIST) return {};
    fd = base::UniqueFd(::openat(fd.value(), parts[i].c_str(), open_folder_flags));
  }
  return fd;
}

bool LeftFiles::make_folder() {
  if (!target_) base::make_folders(run_folder_);
  for (std::int64_t number = 1; !target_; ++number) {
    std::string folder = base::path_join(run_folder_, number == 1 ? "files" : "files-" + std::to_string(number));
    (void)::rmdir(folder.c_str());  // an empty one serves
    if (::mkdir(folder.c_str(), 0777) != 0) {
      if (errno == EEXIST) continue;
      return fail(folder, errno);
    }
    struct stat info;
    if (::stat(run_folder_.c_str(), &info) == 0) (void)::chmod(folder.c_str(), info.st_mode & 07777);
    target_ = base::UniqueFd(::open(folder.c_str(), open_folder_flags));
    if (!target_) return fail(folder, errno);
    folder_ = std::move(folder);
  }
  return true;
}

bool LeftFiles::fail(const std::string& path, int error) {
  if (trouble_.empty()) trouble_ = "cannot move " + base::quoted(path) + ": " + base::error_text(error);
  return false;
}

bool LeftFiles::move(const std::string& path) {
  if (!top_) return fail(path, ENOENT);
  const std::string name = base::path_name(path);
  const base::UniqueFd from = open_parent(top_.value(), path, false);
  if (!from || !is_there(from.value(), name)) return true;
  if (!make_folder()) return false;
  const base::UniqueFd to = open_parent(target_.value(), path, true);
  if (!to) return fail(path, errno);
  int error = rename_to_free_name(from.value(), to.value(), name);
  if (error == EXDEV) error = move_by_copy(from.value(), to.value(), name);
  if (error == ENOENT && !is_there(from.value(), name)) return true;
  if (error != 0) return fail(path, error);
  ++moved_;
  return true;
}

}  // namespace supervise
