#include "experiment/waiting.h"

#include <set>
#include <utility>

#include "base/error.h"
#include "base/file.h"
#include "base/text.h"
#include "experiment/edit_log.h"

namespace experiment {
namespace {

constexpr std::size_t largest_record = 256u << 20;

enum class Fate { ready, later, never };

/// Whether the folders around a missing one are there, so that it is the run that is gone and not the file server: an
/// empty mount point looks like a result folder without results.
bool surroundings_are_there(const Store& store, const std::string& folder) {
  const std::string& root = store.settings.result_dir;
  const bool below = base::path_below(folder, root) != folder;
  const auto entries = base::find_entries(below ? root : base::path_parent(base::path_parent(folder)));
  return entries && !entries->empty();
}

struct ReadRecord {
  Fate fate = Fate::later;
  std::optional<Record> record;
  std::string reason;  ///< for Fate::never
};

ReadRecord read_record(const Store& store, const PendingMarker& marker) {
  const auto never = [](std::string reason) { return ReadRecord{Fate::never, std::nullopt, std::move(reason)}; };
  const base::ReadResult file = base::read_file(RunPaths{marker.folder}.run_json(), largest_record);
  if (file.failure == base::ReadFailure::missing)
    return surroundings_are_there(store, marker.folder) ? never("is gone") : ReadRecord();
  if (file.failure == base::ReadFailure::unreadable) return {};
  std::string error = file.failure ? "is no file that can be read" : "";
  auto record = file.failure ? std::nullopt : parse_record(file.bytes, error);
  if (!record) return never("has a record that cannot be read: run.json " + error);
  if (record->uuid != marker.uuid) return never("holds another run now");
  if (record->v > 1) return never("has a record of a newer git-exp");
  if (record->rev < marker.rev) return {};  // a network file system's old copy
  return {Fate::ready, std::move(record), ""};
}

void say_set_aside(const Store& store, const PendingMarker& marker, const std::string& reason) {
  set_marker_aside(store, marker);
  store.messages.warning("a record cannot be published: the run folder " + base::quoted(marker.folder) + " " + reason);
}

}  // namespace

std::vector<WaitingRecord> read_waiting(const Store& store, const std::vector<PendingMarker>& markers) {
  std::vector<WaitingRecord> waiting;
  std::set<std::pair<std::string, std::int64_t>> brought;
  for (const auto& marker : markers) {
    const ReadRecord read = read_record(store, marker);
    if (read.fate == Fate::never && marker_exists(store, marker.name)) say_set_aside(store, marker, read.reason);
    if (read.fate != Fate::ready) continue;
    const Record& record = *read.record;
    const git::Oid commit = git::Oid::parse(record.commit).value_or(git::Oid());
    WaitingRecord& next = waiting.emplace_back();
    next.marker = marker;
    if (brought.emplace(record.uuid, record.rev).second && !record.deleted) next.run = record.run;
    next.lines.push_back({commit, format_note_line(record)});
    for (auto& line : read_edit_lines(marker.folder, record.uuid)) next.lines.push_back({commit, std::move(line)});
  }
  return waiting;
}

}  // namespace experiment
