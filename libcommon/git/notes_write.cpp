#include <git2/sys/commit.h>

#include <algorithm>
#include <functional>
#include <map>
#include <unordered_set>
#include <utility>

#include "base/error.h"
#include "base/text.h"
#include "base/trace.h"
#include "git/note_lines.h"
#include "git/notes.h"
#include "git/notes_guard.h"
#include "git/notes_tree.h"
#include "git/retry.h"
#include "git/stale_lock.h"

namespace git {
namespace {

using IsKnown = std::function<bool(std::string_view notes, std::string_view line)>;

/// One of refs/notes/exp, refs/notes/exp-2, … as it is at the start of an attempt, and what the attempt makes of it.
struct NotesState {
  std::string ref, published_ref;
  Oid head, published;  ///< zero: absent
  Oid remembered;       ///< by the second guard; zero: nothing
  TreeHandle tree, published_tree, remembered_tree;
  bool guard_lost = false;                        ///< `published` does not hold what is remembered
  std::map<Oid, std::string> texts;               ///< notes that were looked at
  std::map<Oid, std::vector<std::string>> added;  ///< lines to add, by commit
  std::size_t repaired = 0;                       ///< how many of them had been there before
};

std::string numbered(std::string_view ref, std::size_t number) {
  return std::string(ref) + (number > 1 ? "-" + std::to_string(number) : "");
}

/// So long no process that lives holds a lock.
constexpr int longest_lock_ms = 2000;
/// How long refs/exp/published is fought for before all is looked at again.
constexpr int published_retry_ms = 200;

/// Whether every line of `part` is in `whole` too (zero: no lines). Only what differs is read.
bool holds_all(const Repository& repository, const Oid& whole, const Oid& part) {
  if (whole == part || part.is_zero()) return true;
  if (whole.is_zero()) return false;
  const TreeHandle whole_tree = load_notes_tree(repository, whole), part_tree = load_notes_tree(repository, part);
  for (const NoteEntry& entry : notes_differing(repository, part_tree.get(), whole_tree.get())) {
    const auto text = find_blob(repository, entry.blob);
    if (text && !lines_missing(*text, load_note(repository, whole_tree.get(), entry.commit)).empty()) return false;
  }
  return true;
}

/// Whether refs/exp/published has been lost, or replaced by what others published. `remembered` need not be here any
/// more: `git gc` may have removed it.
bool has_lost_guard(const Repository& repository, const Oid& published, const Oid& remembered) {
  if (published == remembered || remembered.is_zero()) return false;
  return published.is_zero() || !find_notes_tree(repository, remembered) ||
         !holds_all(repository, published, remembered);
}

class NotesWriter {
 public:
  NotesWriter(const Repository& repository, const std::vector<NoteLine>& lines, const IsKnown& is_known,
              base::Messages& messages, const WriteNotesOptions& options)
      : repository_(repository), lines_(lines), is_known_(is_known), messages_(messages), options_(options) {}

  WriteNotes write() {
    Retry retry(options_.retry_ms);
    while (try_once() == Attempt::lost) {
      if (options_.is_done && options_.is_done()) return WriteNotes::left_to_others;
      if (is_stale_lock() || !retry.pause()) {
        say_busy();
        return WriteNotes::busy;
      }
    }
    if (repaired_ > 0)
      messages_.warning("put back " + base::count_of(repaired_, "line", "lines") + " of " + base::quoted(notes_ref) +
                        " that were published from here and had been lost there");
    return wrote_ ? WriteNotes::written : WriteNotes::nothing_to_do;
  }

 private:
  enum class Attempt { done, lost };

  /// Reads all our refs, decides what to add where, and moves the refs. Lost if one of them changed meanwhile: what was
  /// written until then is found again by the next attempt.
  Attempt try_once() {
    load_states();
    for (NotesState& state : states_) plan_repair(state);
    for (const NoteLine& line : lines_) plan_line(line);
    for (NotesState& state : states_)
      if (state.added.empty() ? !follow(state) : !commit(state)) return Attempt::lost;
    write_notes_guard(repository_, guard_);
    return Attempt::done;
  }

  void load_states() {
    states_.clear();
    known_.clear();
    guard_ = read_notes_guard(repository_);
    while (load_state(states_.size() + 1)) continue;
  }

  /// False, and nothing added, behind the last ref that is or was. The first one counts always.
  bool load_state(std::size_t number) {
    NotesState state;
    state.ref = numbered(notes_ref, number);
    state.published_ref = numbered(published_ref, number);
    // In this order, so that a writer between the two reads does not look like lines that were lost.
    state.published = repository_.find_ref(state.published_ref).value_or(Oid());
    state.head = repository_.find_ref(state.ref).value_or(Oid());
    if (const auto remembered = guard_.find(state.ref); remembered != guard_.end())
      state.remembered = remembered->second;
    if (number > 1 && state.head.is_zero() && state.published.is_zero() && state.remembered.is_zero()) return false;
    if (!state.head.is_zero()) state.tree = load_notes_tree(repository_, state.head);
    if (state.published != state.head && !state.published.is_zero())
      state.published_tree = load_notes_tree(repository_, state.published);
    state.guard_lost = has_lost_guard(repository_, state.published, state.remembered);
    if (state.guard_lost) state.remembered_tree = find_notes_tree(repository_, state.remembered);
    states_.push_back(std::move(state));
    return true;
  }

  const std::string& text_of(NotesState& state, const Oid& commit) {
    const auto [found, is_new] = state.texts.try_emplace(commit);
    if (is_new && state.tree) found->second = load_note(repository_, state.tree.get(), commit);
    return found->second;
  }

  /// What we published and the ref lacks. Equal commits, the usual case, cost nothing; else only what differs is read.
  void plan_repair(NotesState& state) {
    for (const git_tree* guard : {state.published_tree.get(), state.remembered_tree.get()})
      if (guard) plan_repair(state, guard);
  }

  void plan_repair(NotesState& state, const git_tree* guard) {
    for (const NoteEntry& entry : notes_differing(repository_, guard, state.tree.get())) {
      const auto published = find_blob(repository_, entry.blob);
      if (!published) continue;
      for (const auto line : lines_missing(*published, text_of(state, entry.commit))) {
        add(state, entry.commit, line);
        ++state.repaired;
      }
    }
  }

  void plan_line(const NoteLine& note) {
    Known& known = known_lines(note.commit);
    const std::size_t hash = std::hash<std::string_view>()(note.line);
    const bool is_there = known.hashes.count(hash) > 0 && has_line(known.text, note.line);
    if (is_there || is_known_(known.text, note.line)) return;
    add(state_with_room(note), note.commit, note.line);
    known.text.append(note.line).push_back('\n');
    known.hashes.insert(hash);
  }

  /// A commit's notes of all our refs together. Each line's hash besides: searching a text of 10,000 lines takes 1 ms, for
  /// each of the hundreds that may come at once.
  struct Known {
    std::string text;
    std::unordered_set<std::size_t> hashes;
  };

  Known& known_lines(const Oid& commit) {
    const auto [found, is_new] = known_.try_emplace(commit);
    Known& known = found->second;
    if (!is_new) return known;
    for (NotesState& state : states_) {
      const std::string& text = text_of(state, commit);
      known.text.append(text);
      if (!text.empty() && text.back() != '\n') known.text += '\n';
    }
    for (const auto line : lines_of(known.text)) known.hashes.insert(std::hash<std::string_view>()(line));
    return known;
  }

  NotesState& state_with_room(const NoteLine& note) {
    for (std::size_t i = 0;; ++i) {
      if (i == states_.size()) {
        states_.emplace_back();
        states_[i].ref = numbered(notes_ref, i + 1);
        states_[i].published_ref = numbered(published_ref, i + 1);
      }
      const std::string& text = text_of(states_[i], note.commit);
      if (text.empty() || text.size() + note.line.size() + 1 <= options_.largest_note) return states_[i];
    }
  }

  void add(NotesState& state, const Oid& commit, std::string_view line) {
    std::string& text = state.texts[commit];
    if (!text.empty() && text.back() != '\n') text += '\n';
    text.append(line).push_back('\n');
    state.added[commit].emplace_back(line);
  }

  /// One notes commit and the move of both refs. False if others came between; the next attempt sees what is left to do.
  bool commit(NotesState& state) {
    const Oid made = write_commit(state);
    contested_ref_ = state.ref;
    if (move_ref(repository_, state.ref, made, state.head, options_.reflog_message) != MoveRef::moved) return false;
    wrote_ = true;
    repaired_ += state.repaired;
    return publish(state, made);
  }

  Oid write_commit(NotesState& state) {
    const SharedModes modes(repository_.config());
    std::map<Oid, Oid> blobs;
    for (const auto& [commit, lines] : state.added)
      blobs[commit] = write_blob(repository_, union_of_lines({state.texts[commit]}));
    const git_oid tree = to_raw(write_notes_tree(repository_, state.tree.get(), blobs));

    std::vector<git_oid> parents;
    if (!state.head.is_zero()) parents.push_back(to_raw(state.head));
    // What was cut off is joined again, so that it is not lost to `git gc`, and clones that have it merge cleanly.
    if (state.repaired > 0 && state.published_tree) parents.push_back(to_raw(state.published));
    if (state.repaired > 0 && state.remembered_tree) parents.push_back(to_raw(state.remembered));
    std::vector<const git_oid*> parent_pointers;
    for (const auto& parent : parents) parent_pointers.push_back(&parent);

    const SignatureHandle who = signature_now(repository_);
    git_oid made;
    check(git_commit_create_from_ids(&made, repository_.impl().repository(), nullptr, who.get(), who.get(), nullptr,
                                     (options_.reflog_message + "\n").c_str(), &tree, parents.size(),
                                     parent_pointers.data()),
          "write a notes commit");
    return from_raw(made);
  }

  /// refs/exp/published only ever moves to a commit that holds all its lines: `target` was made, or found, to do so. That,
  /// not the history, is what guards a line: `git notes` writes a tree that it read early on top of a commit that it
  /// reads late. False if nothing of the kind can be done now: then all is looked at again.
  bool publish(const NotesState& state, const Oid& target) {
    contested_ref_ = state.published_ref;
    Oid before = state.published;
    Retry retry(published_retry_ms);
    while (true) {
      const MoveRef result = try_move_ref(repository_, state.published_ref, target, before, options_.reflog_message);
      if (result == MoveRef::moved) return remember(state, target);
      if (result == MoveRef::failed) {
        if (wrote_) throw library_error("write the ref " + base::quoted(state.published_ref));
        return true;
      }
      if (result == MoveRef::locked && is_stale_lock()) {
        say_busy();  // the lines are written; only their guard has to wait
        return true;
      }
      before = repository_.find_ref(state.published_ref).value_or(Oid());
      if (holds_all(repository_, before, target)) return true;
      if (!holds_all(repository_, target, before) || !retry.pause()) return false;
    }
  }

  /// Nothing to add: the ref holds all that we published, and perhaps more, which is guarded too from now on. A
  /// read-only repository is no reason to fail.
  bool follow(const NotesState& state) {
    const bool is_guarded = !state.published.is_zero() || state.guard_lost;
    if (!is_guarded || state.head.is_zero()) return true;
    return state.published == state.head ? remember(state, state.head) : publish(state, state.head);
  }

  /// For the second guard. One that knows of a loss stays as it is until the run folders have been asked.
  bool remember(const NotesState& state, const Oid& published) {
    if (!state.guard_lost || options_.replace_lost_guard) guard_[state.ref] = published;
    return true;
  }

  /// A process that lives holds the lock for a few milliseconds.
  bool is_stale_lock() const {
    if (remove_stale_lock(repository_, contested_ref_, messages_)) return false;
    const auto lock = find_lock(repository_, contested_ref_);
    return lock && lock->age_ms > std::min(options_.retry_ms, longest_lock_ms);
  }

  void say_busy() const {
    const auto lock = find_lock(repository_, contested_ref_);
    messages_.warning("cannot write " + base::quoted(contested_ref_) + ": " +
                      (lock ? lock->text : "other processes keep changing it"));
    if (lock) messages_.hint(lock->hint);
  }

  const Repository& repository_;
  const std::vector<NoteLine>& lines_;
  const IsKnown& is_known_;
  base::Messages& messages_;
  const WriteNotesOptions& options_;
  std::vector<NotesState> states_;
  std::map<Oid, Known> known_;
  std::map<std::string, Oid> guard_;
  std::string contested_ref_;
  std::size_t repaired_ = 0;
  bool wrote_ = false;
};

}  // namespace

bool is_notes_guard_lost(const Repository& repository) {
  for (const auto& [ref, remembered] : read_notes_guard(repository)) {
    const std::string published = std::string(published_ref) + ref.substr(notes_ref.size());
    if (has_lost_guard(repository, repository.find_ref(published).value_or(Oid()), remembered)) return true;
  }
  return false;
}

WriteNotes write_note_lines(const Repository& repository, const std::vector<NoteLine>& lines,
                            const std::function<bool(std::string_view notes, std::string_view line)>& is_known,
                            base::Messages& messages, const WriteNotesOptions& options) {
  const base::Trace trace("write notes");
  for (const NoteLine& note : lines)
    if (note.line.empty() || note.line.find('\n') != note.line.npos)
      throw base::UserError("cannot write a note: " + base::quoted(note.line) + " is not one line");
  return NotesWriter(repository, lines, is_known, messages, options).write();
}

}  // namespace git
