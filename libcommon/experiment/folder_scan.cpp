#include "experiment/folder_scan.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <string_view>

#include "base/error.h"
#include "base/file.h"
#include "base/text.h"
#include "base/trace.h"
#include "experiment/edit_log.h"
#include "experiment/folder_entries.h"
#include "experiment/invocation.h"
#include "experiment/names.h"
#include "experiment/parallel.h"
#include "experiment/run_ids.h"

namespace experiment {

bool is_real_folder(const std::string& path) {
  struct stat info;
  return ::lstat(path.c_str(), &info) == 0 && S_ISDIR(info.st_mode);
}

std::vector<std::string> subfolders(DIR* folder, const std::string& path) {
  std::vector<std::string> names;
  while (const dirent* entry = ::readdir(folder)) {
    const std::string_view name = entry->d_name;
    if (name[0] == '.') continue;
    const bool told = entry->d_type != DT_UNKNOWN;  // some file systems do not tell the type
    if (told ? entry->d_type == DT_DIR : is_real_folder(base::path_join(path, name))) names.emplace_back(name);
  }
  return names;
}

namespace {

constexpr std::size_t largest_record = 256u << 20;
constexpr std::size_t most_faults_said = 3;

class Scan {
 public:
  explicit Scan(const std::string& result_dir) : result_dir_(result_dir) {}

  void visit(const std::string& name, int depth, bool with_tags_below = true) {
    const std::string path = name.empty() ? result_dir_ : base::path_join(result_dir_, name);
    const FolderHandle folder(::opendir(path.c_str()));
    if (!folder) return;
    for (const auto& child : subfolders(folder.get(), path)) {
      const std::string child_name = base::path_join(name, child);
      if (parse_run_id(child))
        add_run(folder.get(), child, child_name);
      else if (with_tags_below && depth < deepest_tag)
        visit(child_name, depth + 1);
    }
  }
  std::vector<RunFolder> take() { return std::move(found_); }

 private:
  /// Asked from the folder around it: the way from the root costs more than all else.
  void add_run(DIR* parent, const std::string& id, const std::string& name) {
    found_.push_back({name, base::path_join(result_dir_, name)});
    struct stat info;
    if (::fstatat(::dirfd(parent), (id + "/eval").c_str(), &info, AT_SYMLINK_NOFOLLOW) != 0) return;
    const std::string evaluations = base::path_join(name, "eval");
    const std::string path = base::path_join(result_dir_, evaluations);
    const FolderHandle folder(S_ISDIR(info.st_mode) ? ::opendir(path.c_str()) : nullptr);
    if (!folder) return;
    for (const auto& child : subfolders(folder.get(), path))
      if (parse_run_id(child)) {
        const std::string child_name = base::path_join(evaluations, child);
        found_.push_back({child_name, base::path_join(result_dir_, child_name)});
      }
  }

  const std::string& result_dir_;
  std::vector<RunFolder> found_;
};

/// Every component below the result folder is a real folder.
bool is_inside(const std::string& result_dir, const std::string& name) {
  std::string path = result_dir;
  for (const auto& component : base::split(name, '/')) {
    if (component.empty() || component[0] == '.') return false;
    path = base::path_join(path, component);
    if (!is_real_folder(path)) return false;
  }
  return true;
}

}  // namespace

std::vector<RunFolder> find_run_folders(const std::string& result_dir, const std::string& tag) {
  const base::Trace trace("find run folders");
  Scan scan(result_dir);
  if (tag.empty() || is_inside(result_dir, tag)) scan.visit(tag, 0);
  return scan.take();
}

std::vector<RunFolder> find_runs_directly_in(const std::string& result_dir, const std::string& tag) {
  Scan scan(result_dir);
  if (tag.empty() || is_inside(result_dir, tag)) scan.visit(tag, 0, false);
  return scan.take();
}

std::optional<RunFolder> find_run_folder(const std::string& result_dir, const std::string& name) {
  if (!is_inside(result_dir, name)) return std::nullopt;
  return RunFolder{name, base::path_join(result_dir, name)};
}

namespace {

/// Reads folders that mostly have one parent: each is opened from there, because the way from the root costs more than
/// all else.
class FolderReader {
 public:
  FolderRecord read(RunFolder where, const RecordExtract* extract) {
    FolderRecord found;
    found.where = std::move(where);
    go_to(found.where.path);
    if (!read_bytes("run.json", found.fault)) return found;
    found.record = extract ? parse_record_extract(bytes_, *extract, found.fault) : parse_record(bytes_, found.fault);
    if (!found.record) return found;
    // The name is the authority: members that contradict it would lead elsewhere.
    const auto name = parse_run_name(found.record->run);
    found.record->tag = name->tag;
    found.record->id = name->id;
    struct stat info;
    const bool has_edits = ::fstatat(parent(), below("edits.jsonl").c_str(), &info, AT_SYMLINK_NOFOLLOW) == 0;
    if (has_edits && S_ISREG(info.st_mode)) found.edit_lines = read_edit_lines(found.where.path, found.record->uuid);
    return found;
  }

 private:
  void go_to(const std::string& folder) {
    std::string path = base::path_parent(folder);
    if (path != parent_path_ || !parent_) {
      parent_path_ = std::move(path);
      parent_.reset(::open(parent_path_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    }
    // Where the parent may be passed through but not read, whole paths do.
    folder_ = parent_ ? base::path_name(folder) : folder;
  }
  int parent() const { return parent_ ? parent_.value() : AT_FDCWD; }
  std::string below(const char* name) const { return base::path_join(folder_, name); }

  /// False if there is no such file, or, with `fault` set, it cannot be read. O_NONBLOCK: a FIFO must not hang.
  bool read_bytes(const char* name, std::string& fault) {
    const base::UniqueFd fd(
        ::openat(parent(), below(name).c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY));
    struct stat info;
    if (!fd || ::fstat(fd.value(), &info) != 0) {
      if (errno == ELOOP || errno == ENXIO)
        fault = "is no regular file";
      else if (errno != ENOENT && errno != ENOTDIR)
        fault = "cannot be read: " + base::error_text(errno);
      return false;
    }
    if (!S_ISREG(info.st_mode)) {
      fault = "is no regular file";
    } else if (static_cast<std::uint64_t>(info.st_size) > largest_record) {
      fault = "cannot be read: " + base::error_text(EFBIG);
    } else {
      // A byte more than it has: one read then says that this is all.
      bytes_.resize(static_cast<std::size_t>(info.st_size) + 1);
      std::size_t done = 0;
      ssize_t n = 0;
      while (done < bytes_.size() &&
             (n = ::pread(fd.value(), bytes_.data() + done, bytes_.size() - done, off_t(done))) > 0)
        if ((done += static_cast<std::size_t>(n)) == bytes_.size() - 1) break;
      bytes_.resize(done);
      if (n < 0) fault = "cannot be read: " + base::error_text(errno);
    }
    return fault.empty();
  }

  std::string parent_path_;
  base::UniqueFd parent_;
  std::string folder_;  ///< as seen from the parent
  std::string bytes_;
};

constexpr std::size_t read_at_once = 64;

}  // namespace

FolderRecord read_run_folder(RunFolder where, const RecordExtract* extract) {
  return FolderReader().read(std::move(where), extract);
}

std::vector<FolderRecord> read_run_folders(std::vector<RunFolder> folders, const RecordExtract* extract) {
  const base::Trace trace("read run folders");
  std::vector<FolderRecord> records(folders.size());
  const std::size_t parts = (folders.size() + read_at_once - 1) / read_at_once;
  const auto read_part = [&](std::size_t part) {
    FolderReader reader;
    const std::size_t end = std::min(folders.size(), (part + 1) * read_at_once);
    for (std::size_t i = part * read_at_once; i < end; ++i) records[i] = reader.read(std::move(folders[i]), extract);
  };
  in_parallel(parts, read_part, 1);
  return records;
}

void report_faults(const std::vector<FolderRecord>& folders, base::Messages& messages) {
  std::size_t faults = 0;
  for (const auto& folder : folders) {
    if (folder.fault.empty() || ++faults > most_faults_said) continue;
    messages.warning("the record " + base::quoted(RunPaths{folder.where.path}.run_json()) + " " + folder.fault);
  }
  if (faults > most_faults_said)
    messages.warning(base::count_of(faults - most_faults_said, "more record is", "more records are") +
                     " like that and left out");
}

}  // namespace experiment
