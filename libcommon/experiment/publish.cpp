#include <algorithm>
#include <optional>
#include <unordered_map>
#include <unordered_set>

#include "base/error.h"
#include "base/file.h"
#include "base/text.h"
#include "base/trace.h"
#include "experiment/deletion.h"
#include "experiment/edit_log.h"
#include "experiment/lost_records.h"
#include "experiment/note_summary.h"
#include "experiment/pending.h"
#include "experiment/store.h"
#include "experiment/trust.h"
#include "experiment/turn.h"
#include "experiment/waiting.h"
#include "git/notes.h"

/// When a run's end rewrites its commit's note.
///
/// Writing a note of n lines costs about 6 µs and 190 bytes of loose object a line, each time. Up to 100 lines that is
/// nothing, and every run's end does it. Beyond, records wait in pending (readers see them there) until they are an
/// eighth of the note (at least 32, at most 512), or until the note has not been rewritten for 10 ms a line (at most 2
/// minutes): 10,000 runs one after the other then cost some 60 rewritings, not 10,000, and a run after a pause is
/// published at once. `git exp-record --pending`, the hooks and the next run's end publish what waits.
namespace experiment {
namespace {

constexpr std::size_t fewest_waiting = 32, most_waiting = 512, waiting_share = 8;
constexpr std::int64_t rest_ms_per_line = 10, longest_rest_ms = 120'000;
constexpr std::size_t most_at_once = 5000;  ///< records in one notes commit: bounds the memory
/// For other writers: for their turn, then for the refs. What waits is safe, and the next one takes it along.
constexpr int longest_wait_for_turn_ms = 700, longest_wait_for_refs_ms = 700;

bool is_due(const Store& store, const NoteSummary& note) {
  if (note.lines <= short_note_lines) return true;
  const std::int64_t rest = std::min(static_cast<std::int64_t>(note.lines) * rest_ms_per_line, longest_rest_ms);
  const std::int64_t since = base::now().ms - note.rewritten.ms;
  if (since < 0 || since >= rest) return true;
  return count_pending(store) >= std::clamp(note.lines / waiting_share, fewest_waiting, most_waiting);
}

/// Recognises lines whose (uuid, rev) a commit's notes have already.
class KnownLines {
 public:
  /// `notes` is the commit's text with those lines behind it for which we said no before; after a lost race it is
  /// another.
  bool contains(std::string_view notes, std::string_view line) {
    const auto prefix = scan_line_prefix(line);
    if (!prefix) return false;
    Note& note = notes_[std::string(prefix->commit)];
    if (notes.size() != note.size || !notes.ends_with(note.tail)) note.identities = identities_in(notes);
    // Edits are known by their whole line, which the union of lines sees to.
    const bool known = !is_edit_line(line) && !note.identities.insert(identity(*prefix, line)).second;
    note.tail = known ? notes.substr(notes.size() - std::min(notes.size(), longest_tail)) : std::string(line) + "\n";
    note.size =
        known ? notes.size() : notes.size() + (notes.empty() || notes.ends_with('\n') ? 0 : 1) + note.tail.size();
    if (known)
      new_lines_.erase(std::string(line));
    else
      new_lines_.emplace(line);
    return known;
  }
  bool is_new(const std::string& line) const { return new_lines_.count(line) > 0; }

 private:
  /// Reading 10,000 lines anew for each of 500 would take seconds: what has only grown by our own lines is recognised.
  struct Note {
    std::size_t size = std::string_view::npos;
    std::string tail;
    std::unordered_set<std::string> identities;
  };
  static constexpr std::size_t longest_tail = 1024;

  /// That a run was removed must not be lost because somebody has written another line of that rev.
  static std::string identity(const LinePrefix& prefix, std::string_view line) {
    const bool deleted = line.find("\"deleted\":true") != line.npos;
    return std::string(prefix.uuid) + "." + std::to_string(prefix.rev) + (deleted ? ".deleted" : "");
  }
  static std::unordered_set<std::string> identities_in(std::string_view notes) {
    std::unordered_set<std::string> identities;
    for_each_line(notes, [&](std::string_view line) {
      const auto prefix = scan_line_prefix(line);
      if (prefix && !is_edit_line(line)) identities.insert(identity(*prefix, line));
    });
    return identities;
  }

  std::unordered_map<std::string, Note> notes_;
  std::unordered_set<std::string> new_lines_;
};

bool is_complete(git::WriteNotes outcome) {
  return outcome == git::WriteNotes::written || outcome == git::WriteNotes::nothing_to_do;
}

git::WriteNotes write_lines(const Store& store, const std::vector<WaitingRecord>& batch,
                            const git::WriteNotesOptions& options, Published& published) {
  std::vector<git::NoteLine> lines;
  for (const auto& waiting : batch) lines.insert(lines.end(), waiting.lines.begin(), waiting.lines.end());
  KnownLines known;
  const git::WriteNotes outcome = git::write_note_lines(
      store.repository, lines,
      [&](std::string_view notes, std::string_view line) { return known.contains(notes, line); }, store.messages,
      options);
  if (!is_complete(outcome)) return outcome;
  for (const auto& waiting : batch) {
    // A marker that cannot be removed needs its tombstone: the next one removes both.
    if (remove_marker(store, waiting.marker)) drop_tombstone(store, waiting.marker.folder);
    if (waiting.run.empty() || !known.is_new(waiting.lines.front().line)) continue;
    ++published.records;
    published.runs.push_back(waiting.run);
    store.messages.detail("the record of " + waiting.run + " is published in " + std::string(git::notes_ref));
  }
  return outcome;
}

/// Whether others have meanwhile written all of them.
bool are_gone(const Store& store, const std::vector<std::string>& markers) {
  return std::none_of(markers.begin(), markers.end(),
                      [&](const std::string& marker) { return marker_exists(store, marker); });
}

/// Everything that waits, in parts, and what our notes have lost. We have come for `own`: if others write these, there is
/// nothing left for us.
Published write_all_pending(const Store& store, const std::vector<std::string>& own) {
  Published published;
  const auto is_done = [&] { return !own.empty() && are_gone(store, own); };
  std::optional<Turn> turn;
  if (!own.empty()) turn.emplace(store, is_done, longest_wait_for_turn_ms);
  if (turn && turn->is_done()) return published;
  git::WriteNotesOptions options;
  options.retry_ms = longest_wait_for_refs_ms;
  options.is_done = is_done;
  options.replace_lost_guard = mark_lost_records(store);
  const std::vector<PendingMarker> markers = list_pending(store);
  base::remove_old_temporaries(store.pending_dir());
  if (markers.empty()) write_lines(store, {}, options, published);
  for (std::size_t start = 0; start < markers.size(); start += most_at_once) {
    const std::size_t end = std::min(start + most_at_once, markers.size());
    const auto batch = read_waiting(store, {markers.begin() + static_cast<std::ptrdiff_t>(start),
                                            markers.begin() + static_cast<std::ptrdiff_t>(end)});
    if (!batch.empty() && !is_complete(write_lines(store, batch, options, published))) break;
  }
  return published;
}

std::vector<std::string> marker_names(const Store& store) {
  std::vector<std::string> names;
  for (const auto& marker : list_pending(store)) names.push_back(marker.name);
  return names;
}

}  // namespace

bool publish(const Store& store, const Record& record, const std::string& folder) {
  const base::Trace trace("publish a record");
  const std::string marker = format_marker_name(record.uuid, record.rev);
  bool marked = false;
  try {
    create_marker(store, marker, folder);
    marked = true;
    if (folder_is_own(folder, record)) remember_as_own(store, record);
    const NoteSummary note = summarize_note(store, record.commit);
    if (!is_due(store, note)) {
      store.messages.detail("the record of " + record.run + " waits in " + store.pending_dir() + ": " +
                            "its note is long, and is written for several at once");
      return marked;
    }
    write_all_pending(store, {marker});
    const bool written = !marker_exists(store, marker);
    if (written && note.lines > short_note_lines) remember_rewrite(store, record.commit);
  } catch (const std::exception& error) {
    store.messages.warning(error.what());
    if (const auto* user_error = dynamic_cast<const base::UserError*>(&error))
      for (const auto& hint : user_error->hints()) store.messages.hint(hint);
    store.messages.hint("the record of " + base::quoted(record.run) + " is safe in " + base::quoted(folder) +
                        (marked ? "; to publish it: git exp-record --pending"
                                : "; to publish it: git exp-record " + base::shell_quote(record.run)));
  }
  return marked;
}

Published publish_pending(const Store& store) {
  const base::Trace trace("publish pending records");
  const std::vector<std::string> markers = marker_names(store);
  if (markers.empty()) return {};
  return write_all_pending(store, markers);
}

Published publish_and_mend(const Store& store) {
  const base::Trace trace("publish pending records, and mend the notes");
  return write_all_pending(store, marker_names(store));
}

}  // namespace experiment
