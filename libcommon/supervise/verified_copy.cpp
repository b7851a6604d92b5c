#include "supervise/verified_copy.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <cstring>
#include <memory>
#include <vector>

#include "base/fd.h"
#include "base/file.h"

namespace supervise {
namespace {

constexpr std::size_t block_size = 1u << 20;

struct CloseFolder {
  void operator()(DIR* folder) const { ::closedir(folder); }
};

/// Fewer bytes at the end of the file only. -1 with errno.
ssize_t read_block(int fd, char* block) {
  std::size_t filled = 0;
  while (filled < block_size) {
    const ssize_t n = ::read(fd, block + filled, block_size - filled);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return -1;
    if (n == 0) break;
    filled += static_cast<std::size_t>(n);
  }
  return static_cast<ssize_t>(filled);
}

bool is_zero(const char* block, std::size_t size) {
  return size == 0 || (block[0] == 0 && std::memcmp(block, block + 1, size - 1) == 0);
}

int copy_bytes(int from, int to) {
  std::vector<char> block(block_size);
  off_t size = 0;
  while (true) {
    const ssize_t n = read_block(from, block.data());
    if (n < 0) return errno;
    if (n == 0) break;
    const auto length = static_cast<std::size_t>(n);
    const bool hole = length == block_size && is_zero(block.data(), length);
    if (hole ? ::lseek(to, n, SEEK_CUR) < 0 : !base::write_all(to, {block.data(), length})) return errno;
    size += n;
  }
  return ::ftruncate(to, size) == 0 && ::fsync(to) == 0 ? 0 : errno;
}

/// EBUSY: not the same, somebody still writes.
int compare_bytes(int from, int to) {
  std::vector<char> one(block_size), other(block_size);
  if (::lseek(from, 0, SEEK_SET) < 0 || ::lseek(to, 0, SEEK_SET) < 0) return errno;
  while (true) {
    const ssize_t n = read_block(from, one.data()), m = read_block(to, other.data());
    if (n < 0 || m < 0) return errno;
    if (n != m || std::memcmp(one.data(), other.data(), static_cast<std::size_t>(n)) != 0) return EBUSY;
    if (n == 0) return 0;
  }
}

int copy_file(int from_fd, int to_fd, const char* name, const struct stat& info) {
  base::UniqueFd from(::openat(from_fd, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK));
  if (!from && errno == EACCES && ::fchmodat(from_fd, name, (info.st_mode & 07777) | 0400, 0) == 0)
    from = base::UniqueFd(::openat(from_fd, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK));
  if (!from) return errno;
  base::UniqueFd to(::openat(to_fd, name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
  if (!to) return errno;
  int error = copy_bytes(from.value(), to.value());
  if (error == 0) error = compare_bytes(from.value(), to.value());
  const std::array<timespec, 2> times = {info.st_atim, info.st_mtim};
  if (error == 0 && ::fchmod(to.value(), info.st_mode & 07777) != 0 && errno != EPERM) error = errno;
  if (error == 0) (void)::futimens(to.value(), times.data());
  // A network file system may report a full disk only here.
  if (::close(to.release()) != 0 && error == 0) error = errno;
  return error;
}

int copy_link(int from_fd, int to_fd, const char* name, const struct stat& info) {
  std::array<char, PATH_MAX + 1> target{};
  if (::readlinkat(from_fd, name, target.data(), target.size() - 1) < 0) return errno;
  if (::symlinkat(target.data(), to_fd, name) != 0) return errno;
  const std::array<timespec, 2> times = {info.st_atim, info.st_mtim};
  (void)::utimensat(to_fd, name, times.data(), AT_SYMLINK_NOFOLLOW);
  return 0;
}

int copy_entry(int from_fd, int to_fd, const char* name);

int copy_folder(int from_fd, int to_fd, const char* name, const struct stat& info) {
  const base::UniqueFd from(::openat(from_fd, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  if (!from || ::mkdirat(to_fd, name, 0700) != 0) return errno;
  const base::UniqueFd to(::openat(to_fd, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  const int listed = ::openat(from.value(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const std::unique_ptr<DIR, CloseFolder> folder(listed < 0 ? nullptr : ::fdopendir(listed));
  if (!to || !folder) return errno;
  while (const dirent* entry = ::readdir(folder.get())) {
    const std::string inner = entry->d_name;
    if (inner == "." || inner == "..") continue;
    if (const int error = copy_entry(from.value(), to.value(), inner.c_str())) return error;
  }
  const std::array<timespec, 2> times = {info.st_atim, info.st_mtim};
  (void)::fchmod(to.value(), info.st_mode & 07777);
  (void)::futimens(to.value(), times.data());
  return 0;
}

int copy_entry(int from_fd, int to_fd, const char* name) {
  struct stat info;
  if (::fstatat(from_fd, name, &info, AT_SYMLINK_NOFOLLOW) != 0) return errno == ENOENT ? 0 : errno;
  if (S_ISDIR(info.st_mode)) return copy_folder(from_fd, to_fd, name, info);
  if (S_ISLNK(info.st_mode)) return copy_link(from_fd, to_fd, name, info);
  if (S_ISREG(info.st_mode)) return copy_file(from_fd, to_fd, name, info);
  return 0;
}

std::string name_below(int folder_fd, const std::string& name) {
  return "/proc/self/fd/" + std::to_string(folder_fd) + "/" + name;
}

}  // namespace

int move_by_copy(int from_fd, int to_fd, const std::string& name) {
  struct stat info;
  if (::fstatat(to_fd, name.c_str(), &info, AT_SYMLINK_NOFOLLOW) == 0) return EEXIST;
  constexpr int most_attempts = 3;
  int error = EBUSY;
  for (int attempt = 0; error == EBUSY && attempt < most_attempts; ++attempt) {
    error = copy_entry(from_fd, to_fd, name.c_str());
    if (error != 0) base::remove_tree(name_below(to_fd, name));
  }
  if (error != 0) return error;
  return base::remove_tree(name_below(from_fd, name)) ? 0 : errno;
}

}  // namespace supervise
