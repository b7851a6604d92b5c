#include "supervise/checkout_walk.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <memory>

#include "base/error.h"
#include "base/text.h"

namespace supervise {
namespace {

struct CloseFolder {
  void operator()(DIR* folder) const { ::closedir(folder); }
};

const git::TreeEntry* lower_bound(const std::vector<git::TreeEntry>& files, const std::string& path) {
  const auto at = std::lower_bound(files.begin(), files.end(), path,
                                   [](const git::TreeEntry& entry, const std::string& p) { return entry.path < p; });
  return at == files.end() ? nullptr : &*at;
}

}  // namespace

void CheckoutWalk::run() {
  const base::UniqueFd top(::open(tree_.tree.top.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  if (!top)
    survey_.fault = "cannot open " + base::quoted(tree_.tree.top) + ": " + base::error_text(errno);
  else
    walk_tracked(top.value(), "", false);
}

const git::TreeEntry* CheckoutWalk::find_file(const std::string& path) const {
  const auto* at = lower_bound(tree_.files, path);
  return at && at->path == path ? at : nullptr;
}

bool CheckoutWalk::has_files_below(const std::string& path) const {
  const auto* at = lower_bound(tree_.files, path + "/");
  return at && at->path.starts_with(path + "/");
}

bool CheckoutWalk::is_filled(const std::string& path) const {
  return std::any_of(submodules_.begin(), submodules_.end(),
                     [&](const SurveyedTree& submodule) { return submodule.prefix == shown(path) + "/"; });
}

bool CheckoutWalk::is_discarded(const std::string& name, const std::string& path) const {
  return std::any_of(discard_.begin(), discard_.end(), [&](std::string_view glob) {
    if (glob.ends_with('/')) glob.remove_suffix(1);
    return base::matches_glob(glob.find('/') == glob.npos ? name : shown(path), glob);
  });
}

std::optional<std::vector<CheckoutWalk::Entry>> CheckoutWalk::read_entries(int folder_fd, const std::string& path) {
  const int fd = ::openat(folder_fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const std::unique_ptr<DIR, CloseFolder> folder(fd < 0 ? nullptr : ::fdopendir(fd));
  if (!folder) {
    survey_.fault = "cannot read " + base::quoted(shown(path)) + ": " + base::error_text(errno);
    return std::nullopt;
  }
  std::vector<Entry> entries;
  while (const dirent* entry = ::readdir(folder.get())) {
    const std::string_view name = entry->d_name;
    if (name == "." || name == "..") continue;
    unsigned char type = entry->d_type;
    struct stat info;
    if (type == DT_UNKNOWN && ::fstatat(folder_fd, entry->d_name, &info, AT_SYMLINK_NOFOLLOW) == 0)
      type = static_cast<unsigned char>(IFTODT(info.st_mode));
    const bool file = type == DT_REG || type == DT_LNK || type == DT_UNKNOWN;
    entries.push_back({std::string(name), type == DT_DIR ? Kind::folder : file ? Kind::file : Kind::special});
  }
  return entries;
}

/// Moving a folder needs rights in it, not only in the one above.
base::UniqueFd CheckoutWalk::open_folder(int parent_fd, const std::string& name, const std::string& path,
                                         bool restore) {
  const base::UniqueFd place(::openat(parent_fd, name.c_str(), O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  struct stat info;
  if (place && ::fstat(place.value(), &info) == 0 && (info.st_mode & 0700) != 0700) {
    const std::string itself = "/proc/self/fd/" + std::to_string(place.value());
    if (::chmod(itself.c_str(), (info.st_mode & 07777) | 0700) == 0 && restore)
      survey_.opened.emplace_back(shown(path), info.st_mode & 07777);
  }
  base::UniqueFd fd(::openat(parent_fd, name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  if (!fd && errno != ENOENT && errno != ENOTDIR)
    survey_.fault = "cannot open " + base::quoted(shown(path)) + ": " + base::error_text(errno);
  return fd;
}

void CheckoutWalk::walk_tracked(int folder_fd, const std::string& path, bool in_cache) {
  const auto entries = read_entries(folder_fd, path);
  if (!entries) return;
  for (const auto& entry : *entries) {
    const std::string inner = path.empty() ? entry.name : path + "/" + entry.name;
    if (path.empty() && entry.name == ".git" && entry.kind == Kind::file) continue;
    look_at(folder_fd, entry, inner, in_cache);
  }
}

void CheckoutWalk::look_at(int folder_fd, const Entry& entry, const std::string& path, bool in_cache) {
  const auto* file = find_file(path);
  const bool is_folder = entry.kind == Kind::folder;
  if (is_folder && file && file->is_submodule && is_filled(path)) return;
  if (is_folder && ((file && file->is_submodule) || has_files_below(path))) {
    const base::UniqueFd fd = open_folder(folder_fd, entry.name, path, false);
    if (fd) walk_tracked(fd.value(), path, in_cache || is_discarded(entry.name, path));
  } else if (!file || is_folder || file->is_submodule) {
    take_left(folder_fd, entry, path, in_cache);
  } else if (entry.kind == Kind::special) {
    survey_.special.push_back(shown(path));
  }
}

void CheckoutWalk::take_left(int folder_fd, const Entry& entry, const std::string& path, bool in_cache) {
  if (in_cache || is_discarded(entry.name, path)) {
    survey_.caches.push_back(shown(path));
    return;
  }
  const std::int64_t files = count_left(folder_fd, entry, path, false);
  survey_.left_files += files;
  if (files > 0)
    survey_.left.push_back(shown(path));
  else if (entry.kind == Kind::folder)
    survey_.empty.push_back(shown(path));
}

std::int64_t CheckoutWalk::count_left(int folder_fd, const Entry& entry, const std::string& path, bool whole) {
  if (entry.kind == Kind::special) survey_.special.push_back(shown(path));
  if (entry.kind != Kind::folder) return entry.kind == Kind::file;
  const base::UniqueFd fd = open_folder(folder_fd, entry.name, path, true);
  const auto entries = fd ? read_entries(fd.value(), path) : std::nullopt;
  if (!entries) return 0;
  // A repository that the program made stays as it is.
  whole = whole || entry.name == ".git" ||
          std::any_of(entries->begin(), entries->end(), [](const Entry& inner) { return inner.name == ".git"; });
  std::int64_t files = 0;
  for (const auto& inner : *entries) {
    const std::string inner_path = path + "/" + inner.name;
    if (!whole && is_discarded(inner.name, inner_path))
      survey_.caches.push_back(shown(inner_path));
    else
      files += count_left(fd.value(), inner, inner_path, whole);
  }
  return files;
}

}  // namespace supervise
