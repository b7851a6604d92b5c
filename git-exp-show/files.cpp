#include "files.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <climits>
#include <memory>

#include "base/fd.h"
#include "base/file.h"

namespace exp_show {
namespace {

constexpr std::size_t most_counted = 100'000;
constexpr int deepest = 64;

struct CloseFolder {
  void operator()(DIR* folder) const { ::closedir(folder); }
};
using FolderHandle = std::unique_ptr<DIR, CloseFolder>;

/// Links are not followed: nothing leads out of the run's folder.
FolderHandle open_folder(int parent, const char* name) {
  base::UniqueFd fd(::openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  if (!fd) return nullptr;
  FolderHandle folder(::fdopendir(fd.value()));
  if (folder) fd.release();
  return folder;
}

std::string read_link(int parent, const char* name) {
  std::array<char, PATH_MAX> target{};
  const ssize_t length = ::readlinkat(parent, name, target.data(), target.size());
  return length > 0 ? std::string(target.data(), static_cast<std::size_t>(length)) : "?";
}

class Listing {
 public:
  explicit Listing(bool whole) : whole_(whole) {}

  void visit(DIR* folder, const std::string& prefix, int depth, FileEntry* sum) {
    while (const dirent* found = ::readdir(folder)) {
      const std::string name = found->d_name;
      if (name == "." || name == "..") continue;
      if (++counted_ > most_counted || depth > deepest) {
        list_.is_complete = false;
        if (sum) sum->is_complete = false;
        return;
      }
      struct stat info;
      if (::fstatat(::dirfd(folder), name.c_str(), &info, AT_SYMLINK_NOFOLLOW) == 0)
        add(::dirfd(folder), prefix + name, name, info, depth, sum);
    }
  }
  FileList take() { return std::move(list_); }

 private:
  void add(int parent, const std::string& path, const std::string& name, const struct stat& info, int depth,
           FileEntry* sum) {
    if (S_ISDIR(info.st_mode)) return add_folder(parent, path, name, depth, sum);
    FileEntry entry;
    entry.name = path;
    if (S_ISLNK(info.st_mode)) entry.link = read_link(parent, name.c_str());
    entry.bytes = S_ISREG(info.st_mode) ? static_cast<std::uint64_t>(info.st_size) : 0;
    list_.bytes += entry.bytes;
    ++list_.files;
    if (!sum) {
      list_.entries.push_back(std::move(entry));
    } else {
      sum->bytes += entry.bytes;
      ++sum->files;
    }
  }

  void add_folder(int parent, const std::string& path, const std::string& name, int depth, FileEntry* sum) {
    const FolderHandle folder = open_folder(parent, name.c_str());
    if (whole_ || sum) {
      if (folder) visit(folder.get(), path + "/", depth + 1, sum);
      return;
    }
    FileEntry entry;
    entry.name = path + "/";
    entry.is_folder = true;
    entry.files = 0;
    if (folder) visit(folder.get(), "", depth + 1, &entry);
    list_.entries.push_back(std::move(entry));
  }

  const bool whole_;
  std::size_t counted_ = 0;
  FileList list_;
};

}  // namespace

std::optional<FileList> list_files(const std::string& folder, bool whole, std::size_t most_entries) {
  const FolderHandle top(::opendir(folder.c_str()));
  if (!top) return std::nullopt;
  Listing listing(whole);
  listing.visit(top.get(), "", 0, nullptr);
  FileList list = listing.take();
  std::sort(list.entries.begin(), list.entries.end(),
            [](const FileEntry& a, const FileEntry& b) { return a.name < b.name; });
  if (list.entries.size() > most_entries) {
    list.left_out = list.entries.size() - most_entries;
    list.entries.resize(most_entries);
  }
  return list;
}

}  // namespace exp_show
