#include "experiment/active.h"

#include <unistd.h>

#include <algorithm>
#include <tuple>

#include "base/error.h"
#include "base/file.h"
#include "base/random.h"
#include "base/text.h"
#include "experiment/liveness.h"
#include "experiment/names.h"
#include "experiment/parallel.h"
#include "experiment/pending.h"
#include "experiment/sharing.h"

namespace experiment {
namespace {

constexpr std::size_t largest_marker = 4096;

std::string marker_folder(const Store& store) {
  return base::path_join(store.settings.result_dir, ".active");
}

std::string marker_path(const Store& store, const std::string& uuid) {
  return base::path_join(marker_folder(store), uuid);
}

/// The run of a marker, whatever its state; nothing if its folder does not hold it.
std::optional<KnownRun> load_marked(const Store& store, const std::string& uuid, const std::string& run) {
  KnownRun known;
  known.folder = store.run_folder(run);
  auto record = find_record({known.folder});
  if (!record || record->uuid != uuid) return std::nullopt;
  known.newer_format = record->v > 1;
  known.record = std::move(*record);
  return known;
}

/// Its process was killed. What had ended, but was not marked to be published yet, is marked now.
void settle(const Store& store, const std::string& uuid, const std::optional<KnownRun>& known) {
  if (known) {
    base::remove_old_temporaries(known->folder);
    try {
      if (!is_active(known->record.state))
        create_marker(store, format_marker_name(uuid, known->record.rev), known->folder);
    } catch (const base::UserError&) {
      return;  // a git folder that cannot be written: left for the next one
    }
  }
  unmark_active(store, uuid);
}

}  // namespace

void mark_active(const Store& store, const std::string& uuid, const std::string& run) {
  make_shared_folders(store.settings.sharing, marker_folder(store));
  base::write_file_atomically(marker_path(store, uuid), run + "\n", false);
  share_file(marker_path(store, uuid));
}

void unmark_active(const Store& store, const std::string& uuid) {
  ::unlink(marker_path(store, uuid).c_str());
}

std::vector<KnownRun> load_marked_runs(const Store& store) {
  std::vector<std::string> uuids = base::find_entries(marker_folder(store)).value_or(std::vector<std::string>());
  std::erase_if(uuids, [](const std::string& name) { return !base::is_uuid(name); });
  std::vector<std::optional<KnownRun>> found(uuids.size());
  in_parallel(uuids.size(), [&](std::size_t i) {
    const auto name = parse_run_name(base::trim(base::read_file(marker_path(store, uuids[i]), largest_marker).bytes));
    if (!name) return;
    found[i] = load_marked(store, uuids[i], name->text());
    if (!found[i] && !base::path_exists(store.run_folder(name->text()))) unmark_active(store, uuids[i]);
  });
  std::vector<KnownRun> runs;
  for (auto& run : found)
    if (run) runs.push_back(std::move(*run));
  std::sort(runs.begin(), runs.end(), [](const KnownRun& a, const KnownRun& b) {
    return std::tie(a.record.tag, a.record.id) < std::tie(b.record.tag, b.record.id);
  });
  return runs;
}

std::vector<KnownRun> active_runs_of(const Store& store, const std::string& tag) {
  std::vector<KnownRun> active;
  base::remove_old_temporaries(marker_folder(store));
  for (const auto& uuid : base::find_entries(marker_folder(store)).value_or(std::vector<std::string>{})) {
    if (!base::is_uuid(uuid)) continue;
    const base::ReadResult text = base::read_file(marker_path(store, uuid), largest_marker);
    const auto name = parse_run_name(base::trim(text.bytes));
    if (!name || name->tag != tag) continue;
    auto known = load_marked(store, uuid, name->text());
    const Liveness liveness = known ? find_liveness(known->folder) : Liveness::lost;
    const bool is_open = known && is_active(known->record.state);
    if (liveness == Liveness::lost && !is_open)
      settle(store, uuid, known);
    else if (liveness == Liveness::lost)
      base::remove_old_temporaries(known->folder);  // the marker stays: it is by that that the lost run is found
    else if (liveness == Liveness::active && is_open)
      active.push_back(std::move(*known));
  }
  return active;
}

}  // namespace experiment
