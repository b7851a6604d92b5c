#include "experiment/folder_stamp.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <functional>
#include <iterator>
#include <mutex>

#include "base/fd.h"
#include "base/file.h"
#include "base/trace.h"
#include "experiment/folder_entries.h"
#include "experiment/parallel.h"
#include "experiment/run_ids.h"

namespace experiment {
namespace {

constexpr std::size_t ids_at_once = 256;

std::uint64_t mix(std::uint64_t sum, std::uint64_t value) {
  sum = (sum ^ value) * 0xff51afd7ed558ccd;
  return sum ^ sum >> 32;
}

std::int64_t nanoseconds(const timespec& time) {
  return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}

/// Of some of a folder's runs, in whatever order: sums do not depend on it.
class Stamper {
 public:
  Stamper(const std::string& result_dir, const std::string& name)
      : path_(base::path_join(result_dir, name)),
        fd_(::open(path_.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)) {}

  void add_run(const std::string& id) {
    std::uint64_t sum = std::hash<std::string_view>()(id);
    sum = add(sum, id);
    stamp += add(sum, id + "/run.json");
  }

  bool is_rich(const std::string& id) const {
    struct stat info;
    return look(id + "/edits.jsonl", info) || look(id + "/eval", info);
  }

  void add_rich(const std::string& id) {
    std::uint64_t sum = add(std::hash<std::string_view>()(id) + 1, id + "/edits.jsonl");
    const std::string evaluations = id + "/eval";
    stamp += add(sum, evaluations);
    const std::string path = base::path_join(path_, evaluations);
    if (!is_real_folder(path)) return;
    const FolderHandle folder(::opendir(path.c_str()));
    if (!folder) return;
    for (const auto& child : subfolders(folder.get(), path)) {
      const std::string evaluation = base::path_join(evaluations, child);
      add_run(evaluation);
      stamp += add(1, evaluation + "/edits.jsonl");
    }
  }

  std::uint64_t stamp = 0;
  std::int64_t newest_ns = 0;

 private:
  bool look(const std::string& name, struct stat& info) const {
    return ::fstatat(fd_ ? fd_.value() : AT_FDCWD, fd_ ? name.c_str() : base::path_join(path_, name).c_str(), &info,
                     AT_SYMLINK_NOFOLLOW) == 0;
  }

  std::uint64_t add(std::uint64_t sum, const std::string& name) {
    struct stat info;
    if (!look(name, info)) return mix(sum, 0);
    const std::int64_t modified = nanoseconds(info.st_mtim);
    newest_ns = std::max(newest_ns, modified);
    sum = mix(sum, info.st_ino);
    // How large a folder is says nothing of what is in it.
    sum = mix(sum, S_ISDIR(info.st_mode) ? 1 : static_cast<std::uint64_t>(info.st_size) + 2);
    sum = mix(sum, static_cast<std::uint64_t>(modified));
    return mix(sum, static_cast<std::uint64_t>(nanoseconds(info.st_ctim)));
  }

  const std::string path_;
  const base::UniqueFd fd_;
};

/// Reads one folder: its runs, and the folders that may hold further ones.
void look_into(const std::string& result_dir, StampedFolder& folder, std::vector<std::string>& below) {
  const std::string path = folder.name.empty() ? result_dir : base::path_join(result_dir, folder.name);
  const FolderHandle handle(::opendir(path.c_str()));
  if (!handle) return;
  for (auto& child : subfolders(handle.get(), path)) {
    if (parse_run_id(child))
      folder.ids.push_back(std::move(child));
    else
      below.push_back(base::path_join(folder.name, child));
  }
}

/// Some ids of a folder: as much as a thread takes at a time.
struct Part {
  StampedFolder* folder;
  std::size_t begin, end;
};

std::vector<Part> parts_of(const std::vector<StampedFolder*>& folders) {
  std::vector<Part> parts;
  for (StampedFolder* folder : folders)
    for (std::size_t begin = 0; begin < folder->ids.size(); begin += ids_at_once)
      parts.push_back({folder, begin, std::min(begin + ids_at_once, folder->ids.size())});
  return parts;
}

}  // namespace

std::vector<StampedFolder> find_folders_to_stamp(const std::string& result_dir) {
  const base::Trace trace("find folders with runs");
  std::vector<StampedFolder> found;
  std::vector<std::string> names = {""};
  for (int depth = 0; depth <= deepest_tag && !names.empty(); ++depth) {
    std::vector<StampedFolder> level(names.size());
    std::vector<std::vector<std::string>> below(names.size());
    for (std::size_t i = 0; i < names.size(); ++i) level[i].name = std::move(names[i]);
    in_parallel(level.size(), [&](std::size_t i) { look_into(result_dir, level[i], below[i]); });
    names.clear();
    for (auto& its_names : below) std::move(its_names.begin(), its_names.end(), std::back_inserter(names));
    for (auto& folder : level)
      if (!folder.ids.empty()) found.push_back(std::move(folder));
  }
  return found;
}

void find_rich_ids(const std::string& result_dir, const std::vector<StampedFolder*>& folders) {
  const base::Trace trace("find runs with edits or evaluations");
  const auto parts = parts_of(folders);
  std::vector<std::vector<std::string>> found(parts.size());
  const auto look = [&](std::size_t i) {
    const Stamper stamper(result_dir, parts[i].folder->name);
    for (std::size_t k = parts[i].begin; k < parts[i].end; ++k)
      if (stamper.is_rich(parts[i].folder->ids[k])) found[i].push_back(parts[i].folder->ids[k]);
  };
  in_parallel(parts.size(), look, 1);
  for (StampedFolder* folder : folders) folder->rich_ids.clear();
  for (std::size_t i = 0; i < parts.size(); ++i)
    for (auto& id : found[i]) parts[i].folder->rich_ids.push_back(std::move(id));
}

void stamp_folders(const std::string& result_dir, const std::vector<StampedFolder*>& folders) {
  const base::Trace trace("stamp folders");
  for (StampedFolder* folder : folders) folder->stamp = 0, folder->newest_ns = 0;
  const auto parts = parts_of(folders);
  std::mutex mutex;
  const auto stamp = [&](std::size_t i) {
    StampedFolder& folder = *parts[i].folder;
    Stamper stamper(result_dir, folder.name);
    for (std::size_t k = parts[i].begin; k < parts[i].end; ++k) stamper.add_run(folder.ids[k]);
    if (parts[i].begin == 0)
      for (const auto& id : folder.rich_ids) stamper.add_rich(id);
    const std::lock_guard lock(mutex);
    folder.stamp += stamper.stamp;
    folder.newest_ns = std::max(folder.newest_ns, stamper.newest_ns);
  };
  in_parallel(parts.size(), stamp, 1);
}

}  // namespace experiment
