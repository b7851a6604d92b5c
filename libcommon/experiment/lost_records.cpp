#include "experiment/lost_records.h"

#include "base/error.h"
#include "base/file.h"
#include "base/random.h"
#include "base/text.h"
#include "base/trace.h"
#include "experiment/index.h"
#include "experiment/pending.h"
#include "git/notes.h"

namespace experiment {
namespace {

bool can_be_published(const Store& store, const KnownRun& run) {
  if (run.folder.empty() || run.is_copy || run.newer_format || is_active(run.record.state)) return false;
  const auto commit = git::Oid::parse(run.record.commit);
  return commit && store.repository.has_commit(*commit);
}

/// Edits that the notes have already are left out when the marker's lines are written.
void mark_edits(const Store& store, const KnownRun& run) {
  const std::string marker = format_marker_name(run.record.uuid, run.record.rev);
  if (base::path_exists(RunPaths{run.folder}.edits()))
    create_marker(store, marker + "." + base::random_hex(4), run.folder);
}

/// False if its record is in our notes, or waits to be written there.
bool mark_record(const Store& store, const KnownRun& run) {
  const std::string marker = format_marker_name(run.record.uuid, run.record.rev);
  if (run.published || marker_exists(store, marker)) return false;
  create_marker(store, marker, run.folder);
  return true;
}

}  // namespace

bool mark_lost_records(const Store& store) {
  if (!git::is_notes_guard_lost(store.repository)) return false;
  const base::Trace trace("compare the run folders with the notes");
  std::size_t marked = 0;
  for (const auto& run : load_all_runs(store)) {
    if (!can_be_published(store, run)) continue;
    marked += mark_record(store, run);
    mark_edits(store, run);
  }
  if (marked > 0)
    store.messages.warning(base::quoted(git::published_ref) +
                           " was lost or overwritten: " + base::count_of(marked, "record", "records") +
                           " of the run folders had gone from the notes, and are published again");
  return true;
}

}  // namespace experiment
