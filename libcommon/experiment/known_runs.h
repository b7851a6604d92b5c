#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "experiment/folder_scan.h"
#include "experiment/index.h"
#include "experiment/names.h"
#include "git/notes.h"

/// Parts of index.h that its sources share.
namespace experiment {

/// Runs of exactly this name, from its folder and the notes of that folder's and the tag's commit, nothing else.
/// Several have one name where clones had not met.
std::vector<KnownRun> load_runs_named(const Store& store, const RunName& name);

/// Runs of exactly these names ("<tag>/<id>", sound ones), from their folders and all notes.
std::vector<KnownRun> load_runs_named_anywhere(const Store& store, const std::unordered_set<std::string>& names);

/// Folders that wait to be published and lie in another result folder (it was moved, or exp.resultDir was changed): the
/// others are found where they belong.
std::vector<RunFolder> find_pending_elsewhere(const Store& store);

/// The commit of the tag, without exp.tagPrefix.
std::optional<git::Oid> find_commit_of_tag(const Store& store, const std::string& tag);

/// The text of the commit's note in each of our refs and each fetched one. What cannot be read is a warning.
void visit_notes_of(const Store& store, const git::Oid& commit,
                    const std::function<void(const git::NotesSource& source, std::string_view text)>& visit);

}  // namespace experiment
