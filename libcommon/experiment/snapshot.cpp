#include "experiment/snapshot.h"

#include <algorithm>
#include <set>

#include "base/error.h"
#include "base/text.h"
#include "experiment/clean_tree.h"
#include "experiment/snapshot_faults.h"

namespace experiment {
namespace {

bool is_untracked(const git::DirtyPath& dirty) {
  return dirty.code == "??";
}

/// The files of untracked folders in place of these, without what lies in folders of ours.
void resolve_folders(const Store& store, TreeChanges& changes) {
  std::vector<std::string> folders;
  std::erase_if(changes.files, [&](const git::DirtyPath& dirty) {
    if (!is_untracked(dirty) || !dirty.path.ends_with('/')) return false;
    folders.push_back(dirty.path);
    return true;
  });
  std::set<std::string> ours;
  for (auto& path : git::list_untracked(folders)) {
    git::DirtyPath file{"??", std::move(path)};
    if (auto own = find_own_folder(store, file.path))
      ours.insert(std::move(*own));
    else
      changes.files.push_back(std::move(file));
  }
  changes.left_out.insert(changes.left_out.end(), ours.begin(), ours.end());
}

std::string abbreviated(const std::string& commit) {
  return commit.substr(0, git::Oid().abbreviated().size());
}

}  // namespace

std::size_t TreeChanges::untracked() const {
  return static_cast<std::size_t>(std::count_if(files.begin(), files.end(), is_untracked));
}

TreeChanges survey_tree(const Store& store) {
  TreeChanges changes;
  for (auto& dirty : find_dirty_paths(store, &changes.left_out)) changes.files.push_back(std::move(dirty));
  resolve_folders(store, changes);
  refuse_what_cannot_be_frozen(store, changes.files);
  return changes;
}

std::string Snapshot::description() const {
  const std::size_t tracked = changed - untracked;
  std::string text = tracked > 0 || untracked == 0 ? base::count_of(tracked, "changed file", "changed files") : "";
  if (untracked > 0) text += (text.empty() ? "" : " and ") + base::count_of(untracked, "new file", "new files");
  return text + " on " + base.abbreviated();
}

Snapshot take_snapshot(const Store& store, const git::Oid& head, const TreeChanges& changes, git::Keep keep) {
  Snapshot snapshot;
  snapshot.base = head;
  snapshot.tree = git::freeze_tree(store.repository, changes.left_out, keep);
  refuse_passed_over(store, snapshot.tree.passed_over);
  snapshot.commit = git::write_snapshot_commit(store.repository, head, snapshot.tree.tree, keep);
  snapshot.changed = changes.files.size();
  snapshot.untracked = changes.untracked();
  return snapshot;
}

void note_snapshot(Record& record, const Snapshot& snapshot) {
  if (snapshot.is_base()) return;
  const auto number = [](std::size_t n) { return base::Json::integer(static_cast<std::int64_t>(n)); };
  record.unknown.set("snapshot", base::Json::object({{"base", base::Json::string(snapshot.base.hex())},
                                                     {"changed", number(snapshot.changed)},
                                                     {"untracked", number(snapshot.untracked)}}));
}

std::string describe_snapshot(const Record& record) {
  const base::Json* snapshot = record.unknown.find("snapshot");
  if (!snapshot || !snapshot->is_object()) return "";
  std::string text = abbreviated(snapshot->text_of("base"));
  const auto number = [&](const char* name) {
    const base::Json* value = snapshot->find(name);
    return value ? value->find_integer() : std::nullopt;
  };
  const auto changed = number("changed"), untracked = number("untracked");
  if (!changed || *changed < 0) return text;
  text += ", " + base::count_of(static_cast<std::size_t>(*changed), "file", "files") + " changed";
  if (untracked && *untracked > 0) text += ", " + std::to_string(*untracked) + " of them new";
  return text;
}

}  // namespace experiment
