#include "experiment/draft.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "base/error.h"
#include "base/fd.h"
#include "base/file.h"
#include "base/random.h"
#include "base/text.h"
#include "experiment/liveness.h"
#include "experiment/sharing.h"

namespace experiment {
namespace {

constexpr std::string_view draft_prefix = ".new-", removed_prefix = ".old-";
constexpr std::size_t largest_file = 64u << 20;
constexpr std::int64_t day_ns = 86'400'000'000'000;

/// Nobody reads a draft, so nothing need be atomic here. 0 or an errno value.
int write_plainly(const std::string& path, std::string_view bytes) {
  base::UniqueFd fd(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0666));
  if (!fd || !base::write_all(fd.value(), bytes)) return errno;
  share_file(fd.value(), base::path_parent(path));
  // A network file system may report a full disk only here.
  return ::close(fd.release()) == 0 ? 0 : errno;
}

std::string uuid_of(const std::string& path) {
  std::string error;
  const auto record = parse_record(base::read_file(RunPaths{path}.run_json(), largest_file).bytes, error);
  return record ? record->uuid : "";
}

/// True where nothing is lost by removing it.
bool is_dead(const std::string& draft) {
  const base::ReadResult owner_text = base::read_file(RunPaths{draft}.claim(0), largest_file);
  const auto owner = parse_owner(owner_text.bytes);
  if (owner) {
    const Life life = find_life(*owner);
    if (life != Life::unknown) return life == Life::gone;
  } else if (!base::path_exists(RunPaths{draft}.run_json())) {
    return true;  // killed before it said who it is
  }
  // Another host's: drafts live for milliseconds, and its owner would only begin again.
  const auto made = base::find_mtime_ns(draft);
  const auto now = base::find_mtime_ns(base::path_parent(draft));
  return made && now && *now - *made > day_ns;
}

bool remove_draft(const std::string& tag_folder, const std::string& name) {
  std::string removed = name;
  removed.replace(0, draft_prefix.size(), removed_prefix);
  const std::string to = base::path_join(tag_folder, removed);
  if (::rename(base::path_join(tag_folder, name).c_str(), to.c_str()) != 0) return false;
  return base::remove_tree(to);
}

}  // namespace

Draft::Draft(const Store& store, std::string tag_folder, const std::string& uuid)
    : store_(store),
      tag_folder_(std::move(tag_folder)),
      path_(base::path_join(tag_folder_, std::string(draft_prefix) + uuid)),
      uuid_(uuid) {}

Draft::~Draft() {
  if (!numbered_) base::remove_tree(path_);
}

bool Draft::fill(const Record& record) {
  make_shared_folders(store_.settings.sharing, path_);
  const RunPaths paths{path_};
  int error = base::path_exists(paths.claim(0)) ? 0 : write_plainly(paths.claim(0), format_owner(this_process()));
  if (error == 0) error = write_plainly(paths.run_json(), format_run_json(record));
  if (error == ENOENT) return false;
  if (error != 0) throw base::file_error("write", paths.run_json(), error);
  return true;
}

Renamed Draft::take_number(std::int64_t id) {
  const std::string to = base::path_join(tag_folder_, std::to_string(id));
  const Renamed renamed = rename_to_free(path_, to);
  // A network file system may have renamed and then lost its answer.
  const bool ours = renamed == Renamed::done || (renamed == Renamed::gone && uuid_of(to) == uuid_);
  numbered_ = ours;
  return ours ? Renamed::done : renamed;
}

void remove_dead_drafts(const Store& store, const std::string& tag_folder, const std::vector<std::string>& names) {
  std::size_t removed = 0;
  for (const auto& name : names) {
    const std::string path = base::path_join(tag_folder, name);
    if (!base::is_uuid(name.substr(draft_prefix.size()))) continue;
    if (name.starts_with(removed_prefix))
      base::remove_tree(path);
    else if (is_dead(path) && remove_draft(tag_folder, name))
      ++removed;
  }
  if (removed == 0) return;
  store.messages.note("removed " + base::count_of(removed, "run folder", "run folders") +
                      " that never got a number from " + base::quoted(tag_folder) + ": the command was killed");
}

}  // namespace experiment
