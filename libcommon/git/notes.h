#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/messages.h"
#include "git/oid.h"
#include "git/repository.h"

/// Notes that hold lines (JSON Lines), one note per commit: read in bulk, written by union and compare-and-swap.
/// Contract: storage.md, "The note". Costs: a tree walk with raw object reads, 100,000 lines in about 0.2 s.
namespace git {

inline constexpr std::string_view notes_ref = "refs/notes/exp";  ///< further ones: refs/notes/exp-2, …
inline constexpr std::string_view published_ref =
    "refs/exp/published";  ///< of refs/notes/exp-2: refs/exp/published-2, …

struct NotesSource {
  std::string ref;
  std::string remote;  ///< "" for our own refs/notes/exp*, else the remote below refs/exp-remotes/
};

/// Our own refs first, then those fetched from remotes.
std::vector<NotesSource> notes_sources(const Repository& repository);

/// Visits every note of a ref, flat, fanned out, or both (a commit that has both forms comes twice). The text is valid
/// during the call only. Entries whose name is no object id, missing objects, and blobs larger than 256 MiB are reported
/// and skipped; so is a ref that cannot be read. Nothing if there is no such ref.
void read_notes(const Repository& repository, const std::string& ref, base::Messages& messages,
                const std::function<void(const Oid& commit, std::string_view text)>& visit);

/// A note as it was read; copies share it.
struct NoteText {
  std::string_view text;
  std::shared_ptr<const void> owner;  ///< of the bytes
};

/// The notes of a ref, to be read by several threads at once. What read_notes() reports is kept until report().
class NoteList {
 public:
  NoteList(const Repository& repository, const std::string& ref);
  ~NoteList();

  std::size_t size() const;
  const Oid& commit(std::size_t i) const;
  const Oid& blob(std::size_t i) const;  ///< of its text: it says whether that has changed
  /// An empty text for what cannot be read.
  NoteText read(std::size_t i);
  void report(base::Messages& messages) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// The note of one commit in one ref; "" if it has none.
std::string read_note(const Repository& repository, const std::string& ref, const Oid& commit);

struct NoteLine {
  Oid commit;
  std::string line;  ///< without line end
};

struct WriteNotesOptions {
  std::string reflog_message = "git-exp: record";
  /// A note that would pass this goes on in the next ref.
  std::size_t largest_note = 8u << 20;
  int retry_ms = 10'000;  ///< how long we fight for the ref before giving up
  /// Asked after each lost race: whether somebody else has meanwhile done what we came for.
  std::function<bool()> is_done = {};
  bool replace_lost_guard = false;  ///< is_notes_guard_lost() was answered: nothing but what is written now is missing
};

enum class WriteNotes { written, nothing_to_do, busy, left_to_others };

/// Adds the lines to their commits' notes: each note is the sorted, unique union of what it held and what is new; one
/// notes commit; the ref moves by compare-and-swap only, retried with a growing random pause. A line for which
/// `is_known(text of the commit's notes in all our refs, line)` holds is left out. Lines that `refs/exp/published` has and
/// the ref lacks (a foreign writer, a prune, a forced fetch) are put back in the same commit, and said in `messages`.
/// Where that ref itself was lost, the commit that it named is tried (`<common dir>/exp/published` remembers it).
/// After `written`: ref and refs/exp/published have held all the lines, and what the latter has held is kept. `busy`: not
/// all is written, which calling again makes good without doubling anything; `messages` names the lock file and its age.
/// `left_to_others`: the same, because `is_done` said so; nothing is said.
/// A lock older than 2 s (or `retry_ms`) is not waited for, one that a killed process left is removed (stale_lock.h).
/// Throws UserError when objects cannot be written (disk full, read-only).
WriteNotes write_note_lines(const Repository& repository, const std::vector<NoteLine>& lines,
                            const std::function<bool(std::string_view notes, std::string_view line)>& is_known,
                            base::Messages& messages, const WriteNotesOptions& options = {});

/// Whether refs/exp/published does not hold what we published last (a mirroring fetch, somebody's clean-up), so that
/// lines may be missing which no ref knows of. Usually costs reading a small file and a ref.
bool is_notes_guard_lost(const Repository& repository);

}  // namespace git
