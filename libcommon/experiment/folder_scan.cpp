#include "experiment/folder_scan.h"

#include <dirent.h>
#include <sys/stat.h>

#include <memory>
#include <string_view>

#include "base/error.h"
#include "base/file.h"
#include "base/text.h"
#include "base/trace.h"
#include "experiment/edit_log.h"
#include "experiment/invocation.h"
#include "experiment/names.h"
#include "experiment/parallel.h"
#include "experiment/run_ids.h"

namespace experiment {
namespace {

constexpr int deepest_tag = 64;  ///< components; a tag's name has at most 200 bytes
constexpr std::size_t largest_record = 256u << 20;
constexpr std::size_t most_faults_said = 3;

struct CloseFolder {
  void operator()(DIR* folder) const { ::closedir(folder); }
};

bool is_real_folder(const std::string& path) {
  struct stat info;
  return ::lstat(path.c_str(), &info) == 0 && S_ISDIR(info.st_mode);
}

bool is_real_file(const std::string& path) {
  struct stat info;
  return ::lstat(path.c_str(), &info) == 0 && S_ISREG(info.st_mode);
}

/// Names of the folders in a folder, without links and hidden ones.
std::vector<std::string> subfolders(const std::string& folder) {
  std::vector<std::string> names;
  const std::unique_ptr<DIR, CloseFolder> open(::opendir(folder.c_str()));
  if (!open) return names;
  while (const dirent* entry = ::readdir(open.get())) {
    const std::string_view name = entry->d_name;
    if (name[0] == '.') continue;
    const bool told = entry->d_type != DT_UNKNOWN;  // some file systems do not tell the type
    if (told ? entry->d_type == DT_DIR : is_real_folder(base::path_join(folder, name))) names.emplace_back(name);
  }
  return names;
}

class Scan {
 public:
  explicit Scan(const std::string& result_dir) : result_dir_(result_dir) {}

  void visit(const std::string& name, int depth) {
    const std::string path = name.empty() ? result_dir_ : base::path_join(result_dir_, name);
    for (const auto& child : subfolders(path)) {
      const std::string child_name = base::path_join(name, child);
      if (parse_run_id(child))
        add_run(child_name);
      else if (depth < deepest_tag)
        visit(child_name, depth + 1);
    }
  }
  std::vector<RunFolder> take() { return std::move(found_); }

 private:
  void add_run(const std::string& name) {
    found_.push_back({name, base::path_join(result_dir_, name)});
    const std::string evaluations = base::path_join(name, "eval");
    if (!is_real_folder(base::path_join(result_dir_, evaluations))) return;
    for (const auto& child : subfolders(base::path_join(result_dir_, evaluations)))
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

std::optional<RunFolder> find_run_folder(const std::string& result_dir, const std::string& name) {
  if (!is_inside(result_dir, name)) return std::nullopt;
  return RunFolder{name, base::path_join(result_dir, name)};
}

FolderRecord read_run_folder(RunFolder where, const RecordExtract* extract) {
  FolderRecord found;
  found.where = std::move(where);
  const std::string path = RunPaths{found.where.path}.run_json();
  if (!is_real_file(path)) {
    if (base::path_exists(path)) found.fault = "is no regular file";
    return found;
  }
  const base::ReadResult file = base::read_file(path, largest_record);
  if (file.failure) {
    if (file.failure != base::ReadFailure::missing)
      found.fault = "cannot be read: " + base::error_text(file.errno_value);
    return found;
  }
  found.record =
      extract ? parse_record_extract(file.bytes, *extract, found.fault) : parse_record(file.bytes, found.fault);
  if (!found.record) return found;
  // The name is the authority: members that contradict it would lead elsewhere.
  const auto name = parse_run_name(found.record->run);
  found.record->tag = name->tag;
  found.record->id = name->id;
  if (is_real_file(RunPaths{found.where.path}.edits()))
    found.edit_lines = read_edit_lines(found.where.path, found.record->uuid);
  return found;
}

std::vector<FolderRecord> read_run_folders(std::vector<RunFolder> folders, const RecordExtract* extract) {
  const base::Trace trace("read run folders");
  std::vector<FolderRecord> records(folders.size());
  in_parallel(folders.size(), [&](std::size_t i) { records[i] = read_run_folder(std::move(folders[i]), extract); });
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
