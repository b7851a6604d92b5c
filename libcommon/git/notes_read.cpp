#include <algorithm>

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

class Reader {
 public:
  Reader(const Repository& repository, const std::function<void(const Oid&, std::string_view)>& visit)
      : repository_(repository), visit_(visit) {}

  void note(const NoteEntry& entry) {
    const git_oid id = to_raw(entry.blob);
    git_odb* odb = repository_.impl().odb();
    std::size_t size = 0;
    git_object_t type = GIT_OBJECT_INVALID;
    OdbObjectHandle object;
    if (git_odb_read_header(&size, &type, odb, &id) < 0) return missing_here(entry);
    if (size > largest_blob) return too_large_.add(entry.commit.hex());
    if (type != GIT_OBJECT_BLOB || git_odb_read(Out(object), odb, &id) < 0) return odd(entry.commit.hex());
    visit_(entry.commit,
           {static_cast<const char*>(git_odb_object_data(object.get())), git_odb_object_size(object.get())});
  }
  void odd(const std::string& path) { odd_.add(path); }

  void say(const std::string& ref, base::Messages& messages) const {
    odd_.say(ref, "not a note", messages);
    missing_.say(ref, "its text is missing (see git fsck)", messages);
    too_large_.say(ref, "larger than 256 MiB", messages);
  }

 private:
  void missing_here(const NoteEntry& entry) {
    if (const auto text = find_blob(repository_, entry.blob)) return visit_(entry.commit, *text);
    missing_.add(entry.commit.hex());
  }

  const Repository& repository_;
  const std::function<void(const Oid&, std::string_view)>& visit_;
  Skipped odd_, missing_, too_large_;
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

void read_notes(const Repository& repository, const std::string& ref, base::Messages& messages,
                const std::function<void(const Oid& commit, std::string_view text)>& visit) {
  const base::Trace trace("read " + ref);
  const auto head = repository.find_ref(ref);
  if (!head) return;
  const TreeHandle tree = find_notes_tree(repository, *head);
  if (!tree) return messages.warning(library_error("read the notes of " + base::quoted(ref)).what());
  Reader reader(repository, visit);
  walk_notes(
      repository, tree.get(), [&](const NoteEntry& entry) { reader.note(entry); },
      [&](const std::string& path) { reader.odd(path); });
  reader.say(ref, messages);
}

std::string read_note(const Repository& repository, const std::string& ref, const Oid& commit) {
  const auto head = repository.find_ref(ref);
  return head ? load_note(repository, load_notes_tree(repository, *head).get(), commit) : "";
}

}  // namespace git
