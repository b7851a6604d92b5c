#include <set>

#include "git/note_lines.h"
#include "git/notes_tree.h"

namespace git {
namespace {

/// A note on its way to its place.
struct Placed {
  std::string name;  ///< the digits that are still to come
  git_oid blob;
  bool replaces;  ///< false: moved from a folder above, to be joined with what is there
};

/// Writes one folder and those below it that change.
class Writer {
 public:
  explicit Writer(const Repository& repository) : repository_(repository) {}

  git_oid folder(const git_tree* tree, std::vector<Placed> notes, std::size_t left) {
    TreeBuilderHandle builder;
    check(git_treebuilder_new(Out(builder), repository_.impl().repository(), tree), "write the notes");
    if (is_spread(tree, notes, left)) {
      if (flat_notes(tree, left) + notes.size() > largest_flat_folder) move_down(tree, left, notes);
      for (const Placed& note : notes) remove(builder.get(), note.name);
      place_below(tree, builder.get(), notes, left);
    } else {
      for (const Placed& note : notes) place_here(builder.get(), note);
    }
    git_oid id;
    check(git_treebuilder_write(&id, builder.get()), "write the notes");
    return id;
  }

 private:
  static std::size_t flat_notes(const git_tree* tree, std::size_t left) {
    std::size_t count = 0;
    if (tree) for_each_entry(tree, [&](const git_tree_entry* entry) { count += is_note(entry, left) ? 1 : 0; });
    return count;
  }

  static bool is_spread(const git_tree* tree, const std::vector<Placed>& notes, std::size_t left) {
    bool has_folders = false;
    if (tree)
      for_each_entry(tree, [&](const git_tree_entry* entry) { has_folders |= is_folder_of_notes(entry, left); });
    return has_folders || (left > folder_digits && flat_notes(tree, left) + notes.size() > largest_flat_folder);
  }

  /// All flat notes of the folder go along, but those that are replaced.
  static void move_down(const git_tree* tree, std::size_t left, std::vector<Placed>& notes) {
    std::set<std::string> replaced;
    for (const Placed& note : notes) replaced.insert(note.name);
    if (!tree) return;
    for_each_entry(tree, [&](const git_tree_entry* entry) {
      if (is_note(entry, left) && !replaced.count(git_tree_entry_name(entry)))
        notes.push_back({git_tree_entry_name(entry), *git_tree_entry_id(entry), false});
    });
  }

  static void remove(git_treebuilder* builder, const std::string& name) {
    if (git_treebuilder_get(builder, name.c_str()))
      check(git_treebuilder_remove(builder, name.c_str()), "write the notes");
  }

  void place_here(git_treebuilder* builder, const Placed& note) {
    git_oid blob = note.blob;
    const git_tree_entry* present = git_treebuilder_get(builder, note.name.c_str());
    if (present && !note.replaces) blob = joined(*git_tree_entry_id(present), blob);
    check(git_treebuilder_insert(nullptr, builder, note.name.c_str(), &blob, GIT_FILEMODE_BLOB), "write the notes");
  }

  void place_below(const git_tree* tree, git_treebuilder* builder, const std::vector<Placed>& notes, std::size_t left) {
    std::map<std::string, std::vector<Placed>> folders;
    for (const Placed& note : notes)
      folders[note.name.substr(0, folder_digits)].push_back(
          {note.name.substr(folder_digits), note.blob, note.replaces});
    for (auto& [name, below] : folders) {
      const git_tree_entry* entry = tree ? git_tree_entry_byname(tree, name.c_str()) : nullptr;
      const bool exists = entry && git_tree_entry_type(entry) == GIT_OBJECT_TREE;
      const TreeHandle present = exists ? load_tree(repository_, *git_tree_entry_id(entry)) : nullptr;
      const git_oid id = folder(present.get(), std::move(below), left - folder_digits);
      check(git_treebuilder_insert(nullptr, builder, name.c_str(), &id, GIT_FILEMODE_TREE), "write the notes");
    }
  }

  git_oid joined(const git_oid& a, const git_oid& b) {
    if (git_oid_equal(&a, &b)) return a;
    const std::string first = find_blob(repository_, from_raw(a)).value_or("");
    const std::string second = find_blob(repository_, from_raw(b)).value_or("");
    return to_raw(write_blob(repository_, union_of_lines({first, second})));
  }

  const Repository& repository_;
};

}  // namespace

Oid write_notes_tree(const Repository& repository, const git_tree* tree, const std::map<Oid, Oid>& blobs) {
  std::vector<Placed> notes;
  for (const auto& [commit, blob] : blobs) notes.push_back({commit.hex(), to_raw(blob), true});
  return from_raw(Writer(repository).folder(tree, std::move(notes), id_digits));
}

Oid write_blob(const Repository& repository, std::string_view text) {
  git_oid id;
  check(git_odb_write(&id, repository.impl().odb(), text.data(), text.size(), GIT_OBJECT_BLOB), "write a note");
  return from_raw(id);
}

}  // namespace git
