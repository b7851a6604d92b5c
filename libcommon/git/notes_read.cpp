#include <algorithm>
#include <mutex>

#include "base/text.h"
#include "base/trace.h"
#include "git/notes.h"
#include "git/notes_tree.h"

namespace git {
namespace {

constexpr std::string_view remotes_prefix = "refs/exp-remotes/";
constexpr std::size_t largest_blob = std::size_t{256} << 20;

/// "refs/notes/exp", and "refs/notes/exp-<n>" from 2 on.
bool is_records_ref(std::string_view name) {
  if (name.substr(0, notes_ref.size()) != notes_ref) return false;
  name.remove_prefix(notes_ref.size());
  if (name.empty()) return true;
  return name[0] == '-' && name.size() > 1 && name[1] != '0' && name != "-1" && base::is_digits(name.substr(1));
}

/// "origin" of "refs/exp-remotes/origin/notes/exp-2"; nothing if it is no ref of records. Remote names may hold slashes.
std::optional<std::string> remote_of(std::string_view name) {
  name.remove_prefix(remotes_prefix.size());
  const std::size_t notes = name.rfind("/notes/");
  if (notes == name.npos || notes == 0 || !is_records_ref("refs" + std::string(name.substr(notes))))
    return std::nullopt;
  return std::string(name.substr(0, notes));
}

/// Says what was skipped in one line, however much it is.
class Skipped {
 public:
  void add(const std::string& what) {
    if (count_++ == 0) first_ = what;
  }
  void say(const std::string& ref, std::string_view why, base::Messages& messages) const {
    if (count_ == 0) return;
    messages.warning("skipped " + base::quoted(first_) +
                     (count_ > 1 ? " and " + std::to_string(count_ - 1) + " more" : "") + " in " + base::quoted(ref) +
                     ": " + std::string(why));
  }

 private:
  std::size_t count_ = 0;
  std::string first_;
};

}  // namespace

std::vector<NotesSource> notes_sources(const Repository& repository) {
  std::vector<NotesSource> sources;
  for (const auto& [name, target] : repository.refs_below(std::string(notes_ref)))
    if (is_records_ref(name)) sources.push_back({name, ""});
  std::sort(sources.begin(), sources.end(), [](const NotesSource& a, const NotesSource& b) {
    return std::pair(a.ref.size(), a.ref) < std::pair(b.ref.size(), b.ref);
  });
  for (const auto& [name, target] : repository.refs_below(std::string(remotes_prefix)))
    if (auto remote = remote_of(name)) sources.push_back({name, std::move(*remote)});
  return sources;
}

struct NoteList::State {
  State(const Repository& its_repository, const std::string& its_ref) : repository(its_repository), ref(its_ref) {}

  const Repository& repository;
  const std::string ref;
  std::string fault;  ///< of the whole ref
  std::vector<NoteEntry> entries;
  std::mutex mutex;  ///< of what follows, and of the search for objects that others hold
  Skipped odd, missing, too_large;

  NoteText skip(Skipped& skipped, const NoteEntry& entry) {
    const std::lock_guard lock(mutex);
    skipped.add(entry.commit.hex());
    return {};
  }
  NoteText fetch(const NoteEntry& entry) {
    const std::lock_guard lock(mutex);
    auto text = find_blob(repository, entry.blob);
    if (!text) return missing.add(entry.commit.hex()), NoteText();
    const auto kept = std::make_shared<const std::string>(std::move(*text));
    return {*kept, kept};
  }
};

NoteList::NoteList(const Repository& repository, const std::string& ref)
    : state_(std::make_unique<State>(repository, ref)) {
  const auto head = repository.find_ref(ref);
  if (!head) return;
  if (const TreeHandle tree = find_notes_tree(repository, *head))
    walk_notes(
        repository, tree.get(), [&](const NoteEntry& entry) { state_->entries.push_back(entry); },
        [&](const std::string& path) { state_->odd.add(path); });
  else
    state_->fault = library_error("read the notes of " + base::quoted(ref)).what();
  repository.impl().odb();  // opened here, not by several threads at once
}

NoteList::~NoteList() = default;

std::size_t NoteList::size() const {
  return state_->entries.size();
}

const Oid& NoteList::commit(std::size_t i) const {
  return state_->entries[i].commit;
}

const Oid& NoteList::blob(std::size_t i) const {
  return state_->entries[i].blob;
}

NoteText NoteList::read(std::size_t i) {
  const NoteEntry& entry = state_->entries[i];
  const git_oid id = to_raw(entry.blob);
  git_odb* odb = state_->repository.impl().odb();
  std::size_t size = 0;
  git_object_t type = GIT_OBJECT_INVALID;
  OdbObjectHandle object;
  if (git_odb_read_header(&size, &type, odb, &id) < 0) return state_->fetch(entry);
  if (size > largest_blob) return state_->skip(state_->too_large, entry);
  if (type != GIT_OBJECT_BLOB || git_odb_read(Out(object), odb, &id) < 0) return state_->skip(state_->odd, entry);
  const auto* bytes = static_cast<const char*>(git_odb_object_data(object.get()));
  return {{bytes, git_odb_object_size(object.get())}, std::shared_ptr<git_odb_object>(std::move(object))};
}

void NoteList::report(base::Messages& messages) const {
  if (!state_->fault.empty()) messages.warning(state_->fault);
  state_->odd.say(state_->ref, "not a note", messages);
  state_->missing.say(state_->ref, "its text is missing (see git fsck)", messages);
  state_->too_large.say(state_->ref, "larger than 256 MiB", messages);
}

void read_notes(const Repository& repository, const std::string& ref, base::Messages& messages,
                const std::function<void(const Oid& commit, std::string_view text)>& visit) {
  const base::Trace trace("read " + ref);
  NoteList notes(repository, ref);
  for (std::size_t i = 0; i < notes.size(); ++i)
    if (const NoteText note = notes.read(i); !note.text.empty()) visit(notes.commit(i), note.text);
  notes.report(messages);
}

std::string read_note(const Repository& repository, const std::string& ref, const Oid& commit) {
  const auto head = repository.find_ref(ref);
  return head ? load_note(repository, load_notes_tree(repository, *head).get(), commit) : "";
}

}  // namespace git
