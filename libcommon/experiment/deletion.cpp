#include "experiment/deletion.h"

#include <fcntl.h>
#include <pwd.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <unordered_map>
#include <unordered_set>

#include "base/error.h"
#include "base/file.h"
#include "base/random.h"
#include "base/text.h"
#include "experiment/active.h"
#include "experiment/liveness.h"
#include "experiment/names.h"
#include "experiment/pending.h"
#include "experiment/sharing.h"

namespace experiment {
namespace {

constexpr std::size_t largest_claim = 64u << 10;

std::string tombstone_root(const Store& store) {
  return base::path_join(store.repository.exp_dir(), "deleted");
}

/// Ends as the run's folder does, so that whoever meets it in pending knows which run it is.
std::string tombstone_folder_of(const Store& store, const Record& record) {
  return base::path_join(base::path_join(tombstone_root(store), record.uuid), record.run);
}

/// Where the run's folder goes before it is removed: cleaners know such names.
std::string removed_folder_of(const Store& store, const Record& record) {
  return base::path_join(base::path_parent(store.run_folder(record.run)), ".old-" + record.uuid);
}

/// The run's own folder, if it is here and holds this run.
bool has_folder(const Store& store, const Record& record) {
  auto folder = find_run_folder(store.settings.result_dir, record.run);
  const auto read = folder ? read_run_folder(std::move(*folder)) : FolderRecord();
  return read.record && read.record->uuid == record.uuid;
}

/// What identifies it, and what a record must have; its results are what was to go.
Record make_tombstone(const Record& record) {
  Record tombstone = record;
  ++tombstone.rev;
  tombstone.updated = base::now();
  tombstone.deleted = true;
  tombstone.params.clear();
  tombstone.metrics.clear();
  tombstone.drift.clear();
  tombstone.statistic_path.clear();
  tombstone.statistic_sha256.clear();
  tombstone.message.clear();
  tombstone.unknown = base::Json::object();
  tombstone.unknown.set("deleted_by", base::Json::string(user_name() + "@" + host_name()));
  return tombstone;
}

void write_tombstone(const Store& store, const Record& tombstone) {
  const std::string folder = tombstone_folder_of(store, tombstone);
  make_shared_folders(store.settings.sharing, folder);
  base::AtomicFile file(RunPaths{folder}.run_json());
  file.write(format_run_json(tombstone));
  share_file(file.fd(), folder);
  file.commit();
}

/// Renamed first: what a killed process leaves of it is no tombstone that looks half written.
void remove_tombstone(const Store& store, const std::string& uuid) {
  const std::string removed = base::path_join(tombstone_root(store), ".old-" + uuid);
  if (::rename(base::path_join(tombstone_root(store), uuid).c_str(), removed.c_str()) == 0) base::remove_tree(removed);
}

/// What killed processes have left: halves of a removed tombstone, and, after an hour, of one that was never written.
void tidy_tombstones(const Store& store, const std::vector<FolderRecord>& tombstones) {
  std::unordered_set<std::string> sound;
  for (const auto& tombstone : tombstones) sound.insert(tombstone.record->uuid);
  const std::string root = tombstone_root(store);
  const std::int64_t oldest_ns = (base::now().ms - 3'600'000) * 1'000'000;
  for (const auto& name : base::find_entries(root).value_or(std::vector<std::string>())) {
    const std::string path = base::path_join(root, name);
    const bool is_half = base::is_uuid(name) && sound.count(name) == 0;
    const bool is_old = is_half && base::find_mtime_ns(path).value_or(oldest_ns) < oldest_ns;
    if (name.starts_with(".old-") || is_old) base::remove_tree(path);
  }
}

/// The largest n of the claims in the folder; 0 if there is none.
std::int64_t largest_claim_in(const std::string& folder) {
  constexpr std::string_view before = "attempt-", behind = ".json";
  std::int64_t largest = 0;
  for (const auto& name : base::find_entries(folder).value_or(std::vector<std::string>())) {
    std::string_view number = name;
    if (!number.starts_with(before) || !number.ends_with(behind) || number.size() > 30) continue;
    number = number.substr(before.size(), number.size() - before.size() - behind.size());
    if (base::is_digits(number)) largest = std::max(largest, base::parse_integer(number).value_or(0));
  }
  return largest;
}

/// Holds the run's next attempt while it is being taken away, so that nobody continues it. Throws UserError if somebody
/// has just done so, or has removed it.
class Hold {
 public:
  explicit Hold(const KnownRun& run) {
    if (run.folder.empty()) return;
    const RunPaths paths{run.folder};
    const std::int64_t known = run.record.attempts.empty() ? 0 : run.record.attempts.back().n;
    const std::int64_t claimed = largest_claim_in(run.folder);
    const std::int64_t n = std::max(known, claimed) + 1;
    std::optional<std::string> other;
    try {
      if (!claim_attempt(paths, n, other)) throw base::UserError(taken_up(run) + " by " + *other);
    } catch (const base::UserError&) {
      if (base::path_exists(run.folder)) throw;
      throw base::UserError(base::quoted(run.record.run) + " has just been removed by somebody else");
    }
    claim_ = paths.claim(n);
    // Claimed before we did, and not yet or only just in the record.
    const auto owner = parse_owner(base::read_file(paths.claim(claimed), largest_claim).bytes);
    const auto now = read_run_folder({run.folder, run.folder});
    const bool is_claimed = claimed > known && owner && find_life(*owner) == Life::alive;
    if (is_claimed || (now.record && now.record->rev > run.record.rev)) {
      release_claim();
      throw base::UserError(taken_up(run));
    }
  }
  ~Hold() { release_claim(); }
  Hold(const Hold&) = delete;
  Hold& operator=(const Hold&) = delete;
  /// It goes with the folder.
  void keep() { claim_.clear(); }

 private:
  static std::string taken_up(const KnownRun& run) { return base::quoted(run.record.run) + " has just been taken up"; }
  void release_claim() {
    if (!claim_.empty()) ::unlink(claim_.c_str());
    claim_.clear();
  }

  std::string claim_;
};

/// Records and edits that wait in the folder: the tombstone stands for them.
void remove_other_markers(const Store& store, const std::vector<FolderRecord>& tombstones) {
  std::unordered_map<std::string, std::string> own;
  for (const auto& tombstone : tombstones)
    own[tombstone.record->uuid] = format_marker_name(tombstone.record->uuid, tombstone.record->rev);
  if (own.empty()) return;
  for (const auto& marker : list_pending(store))
    if (const auto found = own.find(marker.uuid); found != own.end() && found->second != marker.name)
      remove_marker(store, marker);
}

/// Step 2. 0 or an errno value; fine if the folder is gone.
int rename_folder(const Store& store, const Record& record) {
  if (!has_folder(store, record)) return 0;
  const std::string to = removed_folder_of(store, record);
  base::remove_tree(to);  // half removed by somebody who was killed, then copied back
  const bool done = ::rename(store.run_folder(record.run).c_str(), to.c_str()) == 0;
  return done || errno == ENOENT ? 0 : errno;
}

/// Empty folders of the tag that nothing lies in any more, up to the result folder.
void remove_empty_parents(const Store& store, const std::string& run) {
  for (std::string name = base::path_parent(run); name != "." && !name.empty(); name = base::path_parent(name))
    if (::rmdir(store.run_folder(name).c_str()) != 0) return;
}

/// Steps 2 to 4; true if something of the run was left.
bool finish(const Store& store, const FolderRecord& tombstone) {
  const Record& record = *tombstone.record;
  const std::string removed = removed_folder_of(store, record);
  const std::string marker = format_marker_name(record.uuid, record.rev);
  const bool interrupted = has_folder(store, record);
  if (const int error = rename_folder(store, record)) {
    store.messages.warning("the folder of " + base::quoted(record.run) + ", which was removed, is still there: " +
                           base::file_error("rename", store.run_folder(record.run), error).what());
    return false;
  }
  create_marker(store, marker, tombstone.where.path);
  unmark_active(store, record.uuid);
  const bool was_left = base::path_exists(removed);
  if (was_left && !base::remove_tree(removed)) {
    store.messages.warning(base::file_error("remove", removed, errno).what());
    store.messages.hint("rm -r " + base::shell_quote(removed));
    return false;
  }
  remove_empty_parents(store, record.run);
  return interrupted || was_left;
}

std::string owner_name(uid_t uid) {
  std::array<char, 4096> buffer;
  passwd entry{};
  passwd* found = nullptr;
  const bool known = ::getpwuid_r(uid, &entry, buffer.data(), buffer.size(), &found) == 0 && found;
  return known ? found->pw_name : "uid-" + std::to_string(uid);
}

/// Why nothing can be removed from the folder, or not this entry of it (where the folder is sticky); "" if it can.
std::string find_removal_fault(const std::string& folder, const std::string& entry) {
  struct stat info, its;
  if (::lstat(folder.c_str(), &info) != 0 || ::lstat(entry.c_str(), &its) != 0)
    return errno == ENOENT ? "" : base::file_error("remove", entry, errno).what();  // else gone meanwhile
  const std::string whose = base::quoted(folder) + ", which belongs to " + owner_name(info.st_uid);
  if (::faccessat(AT_FDCWD, folder.c_str(), R_OK | W_OK | X_OK, AT_EACCESS) != 0)
    return "nothing can be removed from " + whose + ": " + base::error_text(errno);
  const uid_t user = ::geteuid();
  if (user == 0 || !(info.st_mode & S_ISVTX) || user == info.st_uid || user == its.st_uid) return "";
  return "what belongs to " + owner_name(its.st_uid) + " cannot be removed from " + whose;
}

void measure(const std::string& path, FolderSize& size) {
  struct stat info;
  if (::lstat(path.c_str(), &info) != 0) return;
  if (!S_ISDIR(info.st_mode)) {
    ++size.files;
    size.bytes += S_ISREG(info.st_mode) ? info.st_size : 0;
    return;
  }
  const auto entries = base::find_entries(path);
  if (!entries && size.fault.empty()) size.fault = base::file_error("read", path, errno).what();
  for (const auto& name : entries.value_or(std::vector<std::string>())) {
    const std::string entry = base::path_join(path, name);
    if (size.fault.empty()) size.fault = find_removal_fault(path, entry);
    measure(entry, size);
  }
}

}  // namespace

FolderSize measure_folder(const std::string& folder) {
  FolderSize size;
  if (folder.empty()) return size;
  size.fault = find_removal_fault(base::path_parent(folder), folder);
  measure(folder, size);
  return size;
}

void mark_deleted(const Store& store, const KnownRun& run) {
  Hold hold(run);
  const Record tombstone = make_tombstone(run.record);
  write_tombstone(store, tombstone);
  if (const int error = rename_folder(store, tombstone)) {
    remove_tombstone(store, tombstone.uuid);
    throw base::file_error("rename", run.folder, error);
  }
  hold.keep();
}

std::vector<std::string> finish_deletions(const Store& store) {
  std::vector<std::string> finished;
  const auto tombstones = read_tombstones(store);
  tidy_tombstones(store, tombstones);
  remove_other_markers(store, tombstones);
  for (const auto& tombstone : tombstones)
    if (finish(store, tombstone)) finished.push_back(tombstone.record->run);
  return finished;
}

void drop_tombstone(const Store& store, const std::string& tombstone_folder) {
  const std::string below = base::path_below(tombstone_folder, tombstone_root(store));
  if (below == tombstone_folder) return;
  auto read = read_run_folder({tombstone_folder, tombstone_folder});
  const bool nothing_left =
      read.record && !has_folder(store, *read.record) && !base::path_exists(removed_folder_of(store, *read.record));
  if (nothing_left) remove_tombstone(store, read.record->uuid);
}

std::vector<FolderRecord> read_tombstones(const Store& store) {
  std::vector<FolderRecord> tombstones;
  const std::string root = tombstone_root(store);
  for (const auto& uuid : base::find_entries(root).value_or(std::vector<std::string>())) {
    if (!base::is_uuid(uuid)) continue;
    for (auto& folder : find_run_folders(base::path_join(root, uuid), "")) {
      FolderRecord read = read_run_folder({folder.path, folder.path});
      // Whatever else lies there is no tombstone.
      const bool sound = read.record && read.record->deleted && read.record->uuid == uuid &&
                         folder.name == read.record->run && read.record->v == 1;
      if (sound) tombstones.push_back(std::move(read));
    }
  }
  return tombstones;
}

std::int64_t largest_deleted_id(const Store& store, const std::string& tag) {
  std::int64_t largest = -1;
  for (const auto& tombstone : read_tombstones(store))
    if (tombstone.record->tag == tag) largest = std::max(largest, tombstone.record->id);
  return largest;
}

}  // namespace experiment
