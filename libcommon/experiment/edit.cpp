#include <algorithm>

#include "base/error.h"
#include "base/random.h"
#include "base/trace.h"
#include "experiment/edit_log.h"
#include "experiment/index.h"
#include "experiment/pending.h"
#include "git/notes.h"

namespace experiment {
namespace {

Edit make_edit(const Store& store, const KnownRun& run, const std::vector<std::pair<std::string, std::string>>& keys) {
  const git::Signature who = store.repository.signature();
  Edit edit{run.record.run, run.record.uuid, run.record.commit, base::now(), who.name + " <" + who.email + ">", keys};
  // (uuid, at, by) is its identity, and the last one counts: also within one millisecond, and after a clock went back.
  for (const auto& earlier : run.edits) edit.at = std::max(edit.at, base::Timestamp{earlier.at.ms + 1});
  return edit;
}

/// False if it cannot be kept in the run folder.
bool keep_in_folder(const Store& store, const KnownRun& run, const std::string& line) {
  if (run.folder.empty()) return false;
  try {
    append_edit_line(run.folder, line);
    create_marker(store, format_marker_name(run.record.uuid, run.record.rev) + "." + base::random_hex(4), run.folder);
    return true;
  } catch (const base::UserError& error) {
    store.messages.warning(error.what());
    return false;
  }
}

void write_into_notes(const Store& store, const std::vector<git::NoteLine>& lines) {
  const auto never = [](std::string_view, std::string_view) { return false; };
  if (git::write_note_lines(store.repository, lines, never, store.messages) == git::WriteNotes::busy)
    throw base::UserError("the notes are busy: the change is not kept", {"try again"});
}

void publish_kept(const Store& store) {
  try {
    publish_pending(store);
  } catch (const base::UserError& error) {
    store.messages.warning(error.what());
    store.messages.hint("the change is safe in the run's folder; to publish it: git exp-record --pending");
  }
}

void refuse_newer(const KnownRun& run) {
  if (run.newer_format)
    throw base::UserError("the record of " + base::quoted(run.record.run) + " was written by a newer git-exp",
                          {"install that version here to change it"});
}

}  // namespace

void add_edits(const Store& store, const std::vector<KnownRun*>& runs,
               const std::vector<std::pair<std::string, std::string>>& keys) {
  const base::Trace trace("add edits");
  for (const KnownRun* run : runs) refuse_newer(*run);
  std::vector<Edit> edits;
  std::vector<git::NoteLine> homeless;
  for (const KnownRun* run : runs) {
    edits.push_back(make_edit(store, *run, keys));
    const std::string line = format_edit_line(edits.back());
    if (!keep_in_folder(store, *run, line))
      homeless.push_back({git::Oid::parse(run->record.commit).value_or(git::Oid()), line});
  }
  if (homeless.size() < runs.size()) publish_kept(store);
  if (!homeless.empty()) write_into_notes(store, homeless);
  for (std::size_t i = 0; i < runs.size(); ++i) {
    runs[i]->edits.push_back(edits[i]);
    apply_edits({edits[i]}, runs[i]->record);
  }
}

void add_edit(const Store& store, KnownRun& run, const std::vector<std::pair<std::string, std::string>>& keys) {
  add_edits(store, {&run}, keys);
}

}  // namespace experiment
