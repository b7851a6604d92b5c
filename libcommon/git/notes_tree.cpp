#include "git/notes_tree.h"

#include "base/error.h"
#include "git/note_lines.h"

namespace git {
namespace {

bool is_hex(std::string_view name) {
  return name.find_first_not_of("0123456789abcdef") == name.npos;
}

/// Null if the object is not here.
TreeHandle find_tree(const Repository& repository, const git_oid* id) {
  TreeHandle tree;
  if (git_tree_lookup(Out(tree), repository.impl().repository(), id) < 0) tree.reset();
  return tree;
}

class Walk {
 public:
  Walk(const Repository& repository, const std::function<void(const NoteEntry&)>& visit,
       const std::function<void(const std::string&)>& visit_odd)
      : repository_(repository), visit_(visit), visit_odd_(visit_odd) {}

  /// `digits`: those of the folders above.
  void folder(const git_tree* tree, const std::string& digits) {
    const std::size_t left = id_digits - digits.size();
    for_each_entry(tree, [&](const git_tree_entry* entry) {
      const std::string path = digits + git_tree_entry_name(entry);
      if (is_note(entry, left)) {
        visit_({*Oid::parse(path), from_raw(*git_tree_entry_id(entry))});
      } else if (const TreeHandle below =
                     is_folder_of_notes(entry, left) ? find_tree(repository_, git_tree_entry_id(entry)) : nullptr) {
        folder(below.get(), path);
      } else {
        visit_odd_(path);
      }
    });
  }

 private:
  const Repository& repository_;
  const std::function<void(const NoteEntry&)>& visit_;
  const std::function<void(const std::string&)>& visit_odd_;
};

void collect_differing(const Repository& repository, const git_tree* tree, const git_tree* other,
                       const std::string& digits, std::vector<NoteEntry>& differing) {
  const std::size_t left = id_digits - digits.size();
  for_each_entry(tree, [&](const git_tree_entry* entry) {
    const git_tree_entry* twin = other ? git_tree_entry_byname(other, git_tree_entry_name(entry)) : nullptr;
    if (twin && git_oid_equal(git_tree_entry_id(twin), git_tree_entry_id(entry))) return;
    const std::string path = digits + git_tree_entry_name(entry);
    if (is_note(entry, left)) {
      differing.push_back({*Oid::parse(path), from_raw(*git_tree_entry_id(entry))});
    } else if (is_folder_of_notes(entry, left)) {
      const bool same_form = twin && git_tree_entry_type(twin) == GIT_OBJECT_TREE;
      const TreeHandle other_below = same_form ? load_tree(repository, *git_tree_entry_id(twin)) : nullptr;
      collect_differing(repository, load_tree(repository, *git_tree_entry_id(entry)).get(), other_below.get(), path,
                        differing);
    }
  });
}

}  // namespace

bool is_note(const git_tree_entry* entry, std::size_t left) {
  const std::string_view name = git_tree_entry_name(entry);
  return git_tree_entry_type(entry) == GIT_OBJECT_BLOB && name.size() == left && is_hex(name);
}

bool is_folder_of_notes(const git_tree_entry* entry, std::size_t left) {
  const std::string_view name = git_tree_entry_name(entry);
  return git_tree_entry_type(entry) == GIT_OBJECT_TREE && name.size() == folder_digits && left > folder_digits &&
         is_hex(name);
}

TreeHandle load_tree(const Repository& repository, const git_oid& id) {
  TreeHandle tree;
  check(git_tree_lookup(Out(tree), repository.impl().repository(), &id), "read the notes");
  return tree;
}

TreeHandle find_notes_tree(const Repository& repository, const Oid& notes_commit) {
  const git_oid id = to_raw(notes_commit);
  CommitHandle commit;
  TreeHandle tree;
  if (git_commit_lookup(Out(commit), repository.impl().repository(), &id) == 0)
    git_commit_tree(Out(tree), commit.get());
  return tree;
}

TreeHandle load_notes_tree(const Repository& repository, const Oid& notes_commit) {
  TreeHandle tree = find_notes_tree(repository, notes_commit);
  if (!tree) throw library_error("read the notes commit " + notes_commit.hex());
  return tree;
}

void walk_notes(const Repository& repository, const git_tree* tree, const std::function<void(const NoteEntry&)>& visit,
                const std::function<void(const std::string&)>& visit_odd) {
  Walk(repository, visit, visit_odd).folder(tree, "");
}

std::vector<Oid> find_note_blobs(const Repository& repository, const git_tree* tree, const Oid& commit) {
  std::vector<Oid> blobs;
  const std::string hex = commit.hex();
  TreeHandle folder;
  for (std::size_t at = 0; tree && at < hex.size(); at += folder_digits) {
    const git_tree_entry* note = git_tree_entry_byname(tree, hex.c_str() + at);
    if (note && is_note(note, hex.size() - at)) blobs.push_back(from_raw(*git_tree_entry_id(note)));
    const git_tree_entry* below = git_tree_entry_byname(tree, hex.substr(at, folder_digits).c_str());
    if (!below || !is_folder_of_notes(below, hex.size() - at)) break;
    folder = load_tree(repository, *git_tree_entry_id(below));
    tree = folder.get();
  }
  return blobs;
}

std::string load_note(const Repository& repository, const git_tree* tree, const Oid& commit) {
  std::vector<std::string> texts;
  for (const Oid& blob : find_note_blobs(repository, tree, commit)) {
    auto text = find_blob(repository, blob);
    if (!text)
      throw base::UserError("cannot read the note of " + commit.hex() + ": its object is missing", {"git fsck"});
    texts.push_back(std::move(*text));
  }
  if (texts.empty()) return "";
  if (texts.size() == 1) return std::move(texts[0]);
  return union_of_lines({texts.begin(), texts.end()});
}

std::vector<NoteEntry> notes_differing(const Repository& repository, const git_tree* tree, const git_tree* other) {
  std::vector<NoteEntry> differing;
  if (!other || !git_oid_equal(git_tree_id(tree), git_tree_id(other)))
    collect_differing(repository, tree, other, "", differing);
  return differing;
}

}  // namespace git
