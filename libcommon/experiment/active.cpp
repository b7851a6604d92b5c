#include "experiment/active.h"

#include <unistd.h>

#include "base/error.h"
#include "base/file.h"
#include "base/random.h"
#include "base/text.h"
#include "experiment/liveness.h"
#include "experiment/names.h"
#include "experiment/pending.h"
#include "experiment/sharing.h"

namespace experiment {
namespace {

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
  const base::ReadResult text = base::read_file(RunPaths{known.folder}.run_json());
  std::string error;
  auto record = text.failure ? std::nullopt : parse_record(text.bytes, error);
  if (!record || record->uuid != uuid) return std::nullopt;
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

std::vector<KnownRun> active_runs_of(const Store& store, const std::string& tag) {
  std::vector<KnownRun> active;
  base::remove_old_temporaries(marker_folder(store));
  for (const auto& uuid : base::find_entries(marker_folder(store)).value_or(std::vector<std::string>{})) {
    if (!base::is_uuid(uuid)) continue;
    const base::ReadResult text = base::read_file(marker_path(store, uuid), 4096);
    const auto name = parse_run_name(base::trim(text.bytes));
    if (!name || name->tag != tag) continue;
    auto known = load_marked(store, uuid, name->text());
    const Liveness liveness = known ? find_liveness(known->folder) : Liveness::lost;
    if (liveness == Liveness::lost)
      settle(store, uuid, known);
    else if (liveness == Liveness::active && is_active(known->record.state))
      active.push_back(std::move(*known));
  }
  return active;
}

}  // namespace experiment
