#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "git/handles.h"

/// The tree of a notes commit: a blob per annotated commit, named by its id; flat, below folders of two digits
/// (`ab/cdef…`), deeper, or all of it at once. Internal to this module.
namespace git {

/// More flat notes than this in one folder are spread into folders of two digits.
inline constexpr std::size_t largest_flat_folder = 256;

inline constexpr std::size_t id_digits = 40;
inline constexpr std::size_t folder_digits = 2;

/// Whether an entry is a note, where `left` digits of an id are still to come, or a folder of notes.
bool is_note(const git_tree_entry* entry, std::size_t left);
bool is_folder_of_notes(const git_tree_entry* entry, std::size_t left);

template <typename Visit>
void for_each_entry(const git_tree* tree, Visit&& visit) {
  const std::size_t count = git_tree_entrycount(tree);
  for (std::size_t i = 0; i < count; ++i) visit(git_tree_entry_byindex(tree, i));
}

TreeHandle load_tree(const Repository& repository, const git_oid& id);

/// The tree of the commit that a notes ref points to. find: null if that cannot be read; load: throws UserError.
TreeHandle find_notes_tree(const Repository& repository, const Oid& notes_commit);
TreeHandle load_notes_tree(const Repository& repository, const Oid& notes_commit);

struct NoteEntry {
  Oid commit;
  Oid blob;
};

/// Visits every note in the tree's order, and the paths of what is no note or cannot be read.
void walk_notes(const Repository& repository, const git_tree* tree, const std::function<void(const NoteEntry&)>& visit,
                const std::function<void(const std::string& path)>& visit_odd);

/// The blobs of one commit's note: more than one if it is there in several forms.
std::vector<Oid> find_note_blobs(const Repository& repository, const git_tree* tree, const Oid& commit);

/// Their texts joined: as it is if there is one, else the union of the lines. "" if there is none. Throws UserError for
/// an object that is missing.
std::string load_note(const Repository& repository, const git_tree* tree, const Oid& commit);

/// The notes of `tree` that are not, in the same form, in `other`. What both share is never looked into.
std::vector<NoteEntry> notes_differing(const Repository& repository, const git_tree* tree, const git_tree* other);

/// Writes the tree with these notes replaced or added, each in one form, and what else `tree` (null: nothing) holds.
Oid write_notes_tree(const Repository& repository, const git_tree* tree, const std::map<Oid, Oid>& blobs);

/// A blob of this text.
Oid write_blob(const Repository& repository, std::string_view text);

}  // namespace git
