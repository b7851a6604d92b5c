#include "git/drift.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>

#include "base/file.h"
#include "base/text.h"
#include "git/git_child.h"
#include "git/handles.h"
#include "git/status.h"

namespace git {
namespace {

/// Of a file that is replaced, never written in place: another one has another inode, size or time.
std::optional<std::string> find_identity(const std::string& path, struct stat& info) {
  if (::stat(path.c_str(), &info) != 0) return std::nullopt;
  return std::to_string(info.st_ino) + " " + std::to_string(info.st_size) + " " + std::to_string(info.st_mtim.tv_sec) +
         "." + std::to_string(info.st_mtim.tv_nsec);
}

bool is_before(const timespec& a, const timespec& b) {
  return a.tv_sec != b.tv_sec ? a.tv_sec < b.tv_sec : a.tv_nsec < b.tv_nsec;
}

/// As git's own quick look. False also where it would have to read the file: a change in the clock tick of the index.
bool is_as_indexed(int top_fd, const git_index_entry& entry, const timespec& index_time) {
  constexpr unsigned special = GIT_INDEX_ENTRY_VALID | GIT_INDEX_ENTRY_STAGEMASK;
  struct stat info;
  if ((entry.flags & special) || (entry.flags_extended & GIT_INDEX_ENTRY_EXTENDED_FLAGS)) return false;
  if (::fstatat(top_fd, entry.path, &info, AT_SYMLINK_NOFOLLOW) != 0) return false;
  const bool regular =
      S_ISREG(info.st_mode) && (entry.mode & S_IFMT) == S_IFREG && ((info.st_mode ^ entry.mode) & S_IXUSR) == 0;
  const bool link = S_ISLNK(info.st_mode) && (entry.mode & S_IFMT) == S_IFLNK;
  return (regular || link) && is_before(info.st_mtim, index_time) &&
         static_cast<std::uint32_t>(info.st_size) == entry.file_size &&
         static_cast<std::uint32_t>(info.st_ino) == entry.ino &&
         static_cast<std::int32_t>(info.st_mtim.tv_sec) == entry.mtime.seconds &&
         static_cast<std::uint32_t>(info.st_mtim.tv_nsec) == entry.mtime.nanoseconds &&
         static_cast<std::int32_t>(info.st_ctim.tv_sec) == entry.ctime.seconds &&
         static_cast<std::uint32_t>(info.st_ctim.tv_nsec) == entry.ctime.nanoseconds;
}

/// Beyond this git is faster: it looks in several threads.
constexpr std::size_t most_entries = 5'000;

bool is_unchanged(const std::string& top, const std::string& index_path, const timespec& index_time) {
  start_library();
  IndexHandle index;
  if (git_index_open(Out(index), index_path.c_str()) != 0) return false;
  const std::size_t count = git_index_entrycount(index.get());
  const base::UniqueFd top_fd(::open(top.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
  if (!top_fd || count == 0 || count > most_entries) return false;
  for (std::size_t i = 0; i < count; ++i)
    if (!is_as_indexed(top_fd.value(), *git_index_get_byindex(index.get(), i), index_time)) return false;
  return true;
}

}  // namespace

DriftCheck::DriftCheck(std::string top, const std::string& git_dir, const Oid& commit)
    : top_(std::move(top)), index_(base::path_join(git_dir, "index")), commit_(commit) {
  struct stat info;
  index_identity_ = find_identity(index_, info);
}

DriftCheck::DriftCheck(std::string top, std::string frozen_index)
    : top_(std::move(top)), index_(std::move(frozen_index)), frozen_(true) {
  struct stat info;
  index_identity_ = find_identity(index_, info);
}

void DriftCheck::start() {
  struct stat info;
  const auto identity = find_identity(index_, info);
  if (identity && identity == index_identity_ && is_unchanged(top_, index_, info.st_mtim)) return;
  process::Command command = status_command();
  command.argv.insert(command.argv.begin() + 1, {"-C", top_});
  if (frozen_) {
    command.argv.emplace_back("--untracked-files=no");
    command.environment = process::environment_with({"GIT_OPTIONAL_LOCKS=0", "LC_ALL=C", "GIT_INDEX_FILE=" + index_});
  }
  child_.emplace(command);
}

namespace {

void add_once(std::vector<std::string>& paths, std::string path) {
  if (!path.empty() && std::find(paths.begin(), paths.end(), path) == paths.end()) paths.push_back(std::move(path));
}

}  // namespace

std::vector<std::string> DriftCheck::collect(bool& failed) {
  std::vector<std::string> paths;
  failed = false;
  if (!child_) return paths;
  const process::Result result = child_->wait();
  failed = result.status != 0;
  if (failed) return paths;
  const StatusOutput status = parse_status(result.out);
  // The first letter compares the index with HEAD.
  for (const auto& dirty : status.tree.dirty)
    if (dirty.code != "??" && !(frozen_ && dirty.code[1] == ' ')) add_once(paths, dirty.path);
  if (frozen_ || status.head == commit_) return paths;
  // Somebody committed or switched meanwhile: what the index has by now counts, too.
  const process::Result moved =
      process::run(git_command({"-C", top_, "diff-index", "--cached", "--name-only", "-z", commit_.hex(), "--"}));
  failed = moved.status != 0;
  for (auto& path : base::split(moved.out, '\0')) add_once(paths, std::move(path));
  return paths;
}

}  // namespace git
