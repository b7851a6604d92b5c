#include "base/file.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdio>
#include <memory>

#include "base/error.h"
#include "base/random.h"
#include "base/time.h"

namespace base {
namespace {

constexpr std::string_view temporary_start = ".tmp-";

}  // namespace

std::string path_join(std::string_view folder, std::string_view name) {
  if (folder.empty() || (!name.empty() && name[0] == '/')) return std::string(name);
  std::string path(folder);
  if (!name.empty() && path.back() != '/') path += '/';
  return path.append(name);
}

std::string path_name(std::string_view path) {
  return std::string(path.substr(path.rfind('/') + 1));
}

std::string path_parent(std::string_view path) {
  const auto slash = path.rfind('/');
  if (slash == path.npos) return ".";
  return std::string(path.substr(0, slash == 0 ? 1 : slash));
}

std::string path_absolute(std::string_view path, std::string_view base_folder) {
  const std::string whole = path_join(base_folder, path);
  std::vector<std::string_view> parts;
  for (std::size_t start = 0; start < whole.size();) {
    auto end = whole.find('/', start);
    if (end == whole.npos) end = whole.size();
    const std::string_view part = std::string_view(whole).substr(start, end - start);
    if (part == "..") {
      if (!parts.empty()) parts.pop_back();
    } else if (!part.empty() && part != ".") {
      parts.push_back(part);
    }
    start = end + 1;
  }
  std::string normal;
  for (const auto part : parts) normal.append("/").append(part);
  return normal.empty() ? "/" : normal;
}

std::string path_below(std::string_view path, std::string_view folder) {
  if (path == folder) return ".";
  if (folder == "/") return std::string(path.substr(1));
  if (path.size() > folder.size() && path.substr(0, folder.size()) == folder && path[folder.size()] == '/')
    return std::string(path.substr(folder.size() + 1));
  return std::string(path);
}

bool path_exists(const std::string& path) {
  struct stat info;
  return ::lstat(path.c_str(), &info) == 0;
}

bool is_folder(const std::string& path) {
  struct stat info;
  return ::stat(path.c_str(), &info) == 0 && S_ISDIR(info.st_mode);
}

bool is_link(const std::string& path) {
  struct stat info;
  return ::lstat(path.c_str(), &info) == 0 && S_ISLNK(info.st_mode);
}

bool is_regular_file(const std::string& path) {
  struct stat info;
  return ::stat(path.c_str(), &info) == 0 && S_ISREG(info.st_mode);
}

ReadResult read_file(const std::string& path, std::size_t limit) {
  const auto failed = [](ReadFailure why, int error) { return ReadResult{{}, why, error}; };
  // O_NONBLOCK: opening a FIFO that nobody writes must not hang.
  const UniqueFd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  if (!fd) return failed(errno == ENOENT || errno == ENOTDIR ? ReadFailure::missing : ReadFailure::unreadable, errno);
  struct stat info;
  if (::fstat(fd.value(), &info) != 0) return failed(ReadFailure::unreadable, errno);
  if (!S_ISREG(info.st_mode)) return failed(ReadFailure::not_a_file, S_ISDIR(info.st_mode) ? EISDIR : EINVAL);
  if (static_cast<std::size_t>(info.st_size) > limit) return failed(ReadFailure::too_large, EFBIG);

  ReadResult result;
  std::size_t filled = 0;
  // One byte more than the size: a read that does not get that byte has come to the end; a growing file is read on. Those of
  // /proc say that they have none.
  const auto size = static_cast<std::size_t>(info.st_size);
  result.bytes.resize(size > 0 ? size + 1 : 1024);
  while (true) {
    if (filled == result.bytes.size()) result.bytes.resize(result.bytes.size() * 2);
    const ssize_t n = ::read(fd.value(), result.bytes.data() + filled, result.bytes.size() - filled);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return failed(ReadFailure::unreadable, errno);
    if (n == 0) break;
    filled += static_cast<std::size_t>(n);
    if (filled > limit) return failed(ReadFailure::too_large, EFBIG);
    if (size > 0 && filled == size) break;
  }
  result.bytes.resize(filled);
  return result;
}

std::string load_file(const std::string& path, std::size_t limit) {
  ReadResult result = read_file(path, limit);
  if (result.failure) throw file_error("read", path, result.errno_value);
  return std::move(result.bytes);
}

AtomicFile::AtomicFile(std::string path, mode_t mode) : path_(std::move(path)) {
  struct stat info;
  const bool exists = ::stat(path_.c_str(), &info) == 0;
  temporary_ = path_join(path_parent(path_), std::string(temporary_start) + random_hex(8));
  fd_.reset(::open(temporary_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode));
  if (!fd_) throw file_error("write", path_, errno);
  if (exists && S_ISREG(info.st_mode)) (void)::fchmod(fd_.value(), info.st_mode & 07777);
}

AtomicFile::~AtomicFile() {
  if (fd_) ::unlink(temporary_.c_str());
}

void AtomicFile::write(std::string_view bytes) {
  if (!write_all(fd_.value(), bytes)) throw file_error("write", path_, errno);
}

void AtomicFile::commit(bool durable) {
  if (durable && ::fsync(fd_.value()) != 0 && errno != EINVAL && errno != EROFS)
    throw file_error("write", path_, errno);
  // A network file system may report a full disk only here.
  const int fd = fd_.release();
  const bool closed = ::close(fd) == 0;
  if (!closed || ::rename(temporary_.c_str(), path_.c_str()) != 0) {
    const int error = errno;
    ::unlink(temporary_.c_str());
    throw file_error("write", path_, error);
  }
}

void write_file_atomically(const std::string& path, std::string_view bytes, bool durable) {
  AtomicFile file(path);
  file.write(bytes);
  file.commit(durable);
}

namespace {

/// For file systems without hard links: exclusive, but a reader may see it while it is being written.
bool create_in_place(const std::string& path, std::string_view bytes, mode_t mode) {
  const UniqueFd fd(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode));
  if (!fd && errno == EEXIST) return false;
  if (!fd || !write_all(fd.value(), bytes)) throw file_error("create", path, errno);
  return true;
}

/// 0, or an errno value.
int link_aside(const std::string& path, std::string_view bytes, mode_t mode) {
  const std::string temporary = path_join(path_parent(path), std::string(temporary_start) + random_hex(8));
  const UniqueFd fd(::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode));
  if (!fd) return errno;
  const bool done = write_all(fd.value(), bytes) && ::link(temporary.c_str(), path.c_str()) == 0;
  const int error = done ? 0 : errno;
  ::unlink(temporary.c_str());
  return error;
}

/// The same with a file that has no name until it is complete: whenever we are killed, nothing is left. Nothing where the
/// file system (NFS, FUSE) or a missing /proc does not allow that.
std::optional<int> link_unnamed(const std::string& path, std::string_view bytes, mode_t mode) {
  const UniqueFd fd(::open(path_parent(path).c_str(), O_WRONLY | O_TMPFILE | O_CLOEXEC, mode));
  if (!fd) return std::nullopt;
  if (!write_all(fd.value(), bytes)) return errno;
  const std::string unnamed = "/proc/self/fd/" + std::to_string(fd.value());
  if (::linkat(AT_FDCWD, unnamed.c_str(), AT_FDCWD, path.c_str(), AT_SYMLINK_FOLLOW) == 0) return 0;
  return errno == EEXIST ? std::optional<int>(EEXIST) : std::nullopt;
}

}  // namespace

void remove_old_temporaries(const std::string& folder) {
  constexpr std::int64_t hour_ns = 3'600'000'000'000;
  std::int64_t now_ns = 0;
  for (const auto& name : find_entries(folder).value_or(std::vector<std::string>())) {
    if (!name.starts_with(temporary_start)) continue;
    if (now_ns == 0) now_ns = now().ms * 1'000'000;
    const std::string path = path_join(folder, name);
    if (const auto made = find_mtime_ns(path); made && *made < now_ns - hour_ns) ::unlink(path.c_str());
  }
}

bool create_exclusively(const std::string& path, std::string_view bytes, mode_t mode) {
  const auto unnamed = link_unnamed(path, bytes, mode);
  const int error = unnamed ? *unnamed : link_aside(path, bytes, mode);
  if (error == 0) return true;
  if (error == EEXIST) return false;
  if (error == EPERM || error == ENOTSUP || error == EMLINK) return create_in_place(path, bytes, mode);
  throw file_error("create", path, error);
}

void make_folders(const std::string& path) {
  if (::mkdir(path.c_str(), 0777) == 0) return;
  if (errno == EEXIST && is_folder(path)) return;
  const int error = errno;
  const std::string parent = path_parent(path);
  if (error == ENOENT && parent != path && parent != ".") {
    make_folders(parent);
    if (::mkdir(path.c_str(), 0777) == 0 || (errno == EEXIST && is_folder(path))) return;
    throw file_error("make the folder", path, errno);
  }
  throw file_error("make the folder", path, error == EEXIST ? ENOTDIR : error);
}

namespace {
struct CloseFolder {
  void operator()(DIR* folder) const { ::closedir(folder); }
};
using Folder = std::unique_ptr<DIR, CloseFolder>;
}  // namespace

std::optional<std::vector<std::string>> find_entries(const std::string& folder) {
  const Folder open(::opendir(folder.c_str()));
  if (!open) return std::nullopt;
  std::vector<std::string> names;
  while (const dirent* entry = ::readdir(open.get())) {
    const std::string_view name = entry->d_name;
    if (name != "." && name != "..") names.emplace_back(name);
  }
  std::sort(names.begin(), names.end());
  return names;
}

namespace {

/// Below an open folder, so that a folder swapped for a link half way is never followed.
bool remove_entry_at(int folder_fd, const char* name) {
  if (::unlinkat(folder_fd, name, 0) == 0 || errno == ENOENT) return true;
  if (errno != EISDIR && errno != EPERM) return false;
  const int fd = ::openat(folder_fd, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  if (fd < 0) return false;
  const Folder open(::fdopendir(fd));
  bool all = true;
  while (const dirent* entry = ::readdir(open.get())) {
    const std::string_view child = entry->d_name;
    if (child != "." && child != ".." && !remove_entry_at(::dirfd(open.get()), entry->d_name)) all = false;
  }
  return ::unlinkat(folder_fd, name, AT_REMOVEDIR) == 0 && all;
}

}  // namespace

bool remove_tree(const std::string& path) {
  return remove_entry_at(AT_FDCWD, path.c_str());
}

std::optional<std::int64_t> find_mtime_ns(const std::string& path) {
  struct stat info;
  if (::stat(path.c_str(), &info) != 0) return std::nullopt;
  return static_cast<std::int64_t>(info.st_mtim.tv_sec) * 1'000'000'000 + info.st_mtim.tv_nsec;
}

}  // namespace base
