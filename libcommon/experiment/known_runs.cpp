#include "experiment/known_runs.h"

#include <algorithm>
#include <set>

#include "base/error.h"
#include "base/file.h"
#include "base/trace.h"
#include "experiment/deletion.h"
#include "experiment/digest_cache.h"
#include "experiment/folder_scan.h"
#include "experiment/pending.h"
#include "experiment/run_collector.h"
#include "experiment/run_ids.h"

namespace experiment {

std::vector<RunFolder> find_pending_elsewhere(const Store& store) {
  const std::string& root = store.settings.result_dir;
  std::vector<RunFolder> folders;
  std::set<std::string> seen;
  for (const auto& marker : list_pending(store)) {
    const bool is_below = base::path_below(marker.folder, root) != marker.folder;
    if (!is_below && seen.insert(marker.folder).second) folders.push_back({marker.folder, marker.folder});
  }
  return folders;
}

namespace {

std::vector<FolderRecord> read_folders(const Store& store, const std::string& tag,
                                       const RecordExtract* extract = nullptr) {
  std::vector<RunFolder> folders = find_run_folders(store.settings.result_dir, tag);
  for (auto& folder : find_pending_elsewhere(store)) folders.push_back(std::move(folder));
  std::vector<FolderRecord> records = read_run_folders(std::move(folders), extract);
  report_faults(records, store.messages);
  return records;
}

/// Of the tag and of the records found in folders.
std::set<git::Oid> commits_of(const Store& store, const std::string& tag, const std::vector<FolderRecord>& folders) {
  std::set<std::string> ids;
  for (const auto& folder : folders)
    if (folder.record && folder.record->tag == tag) ids.insert(folder.record->commit);
  std::set<git::Oid> commits;
  for (const auto& id : ids)
    if (const auto commit = git::Oid::parse(id)) commits.insert(*commit);
  if (const auto commit = find_commit_of_tag(store, tag)) commits.insert(*commit);
  return commits;
}

std::vector<KnownRun> collect(const Store& store, RunCollector collector, const std::string& tag,
                              std::vector<FolderRecord> folders) {
  const std::set<git::Oid> commits = commits_of(store, tag, folders);
  collector.add_folders(std::move(folders));
  collector.add_folders(read_tombstones(store));
  for (const auto& commit : commits)
    visit_notes_of(store, commit,
                   [&](const git::NotesSource& source, std::string_view text) { collector.add_note(source, text); });
  return collector.finish(store.messages);
}

}  // namespace

std::optional<git::Oid> find_commit_of_tag(const Store& store, const std::string& tag) {
  const auto found = store.repository.find_tag(store.settings.tag_prefix + tag);
  return found ? std::optional(found->commit) : std::nullopt;
}

void visit_notes_of(const Store& store, const git::Oid& commit,
                    const std::function<void(const git::NotesSource& source, std::string_view text)>& visit) {
  for (const auto& source : git::notes_sources(store.repository)) {
    try {
      visit(source, git::read_note(store.repository, source.ref, commit));
    } catch (const base::UserError& error) {
      store.messages.warning(error.what());
    }
  }
}

std::vector<KnownRun> load_runs_named(const Store& store, const RunName& name) {
  const std::string text = name.text();
  std::vector<FolderRecord> folders;
  if (auto folder = find_run_folder(store.settings.result_dir, text))
    folders.push_back(read_run_folder(std::move(*folder)));
  report_faults(folders, store.messages);
  return collect(store, RunCollector([&](std::string_view run) { return run == text; }), name.tag, std::move(folders));
}

std::vector<KnownRun> load_runs_named_anywhere(const Store& store, const std::unordered_set<std::string>& names) {
  const base::Trace trace("load runs by name");
  std::vector<RunFolder> places = find_pending_elsewhere(store);
  for (const auto& name : names)
    if (auto folder = find_run_folder(store.settings.result_dir, name)) places.push_back(std::move(*folder));
  std::vector<FolderRecord> folders = read_run_folders(std::move(places));
  report_faults(folders, store.messages);
  RunCollector collector([&](std::string_view run) { return names.count(std::string(run)) > 0; });
  collector.add_folders(std::move(folders));
  collector.add_folders(read_tombstones(store));
  DigestCache digests(store);
  for (const auto& source : git::notes_sources(store.repository))
    collector.add_notes(store.repository, source, store.messages, &digests);
  digests.save();
  return collector.finish(store.messages);
}

std::vector<KnownRun> load_all_runs_in_brief(const Store& store) {
  const base::Trace trace("load all runs in brief");
  DigestCache digests(store);
  RecordExtract extract;
  extract.metrics = digests.metrics();
  RunCollector collector({}, &extract);
  collector.add_folders(read_folders(store, "", &extract));
  collector.add_folders(read_tombstones(store));
  for (const auto& source : git::notes_sources(store.repository))
    collector.add_notes(store.repository, source, store.messages, &digests, true);
  digests.save();
  return collector.finish(store.messages);
}

std::vector<KnownRun> load_runs_of_tag(const Store& store, const std::string& tag) {
  const base::Trace trace("load the runs of a tag");
  const std::string prefix = tag + "/";
  const auto is_of_tag = [&](std::string_view run) {
    if (!run.starts_with(prefix)) return false;
    // Only a number may follow: "a/b/0" is a run of "a/b".
    const std::string_view id = run.substr(prefix.size(), run.substr(prefix.size()).find('/'));
    return parse_run_id(id).has_value();
  };
  return collect(store, RunCollector(is_of_tag), tag, read_folders(store, tag));
}

std::vector<KnownRun> load_all_runs(const Store& store, const RecordExtract* extract) {
  const base::Trace trace("load all runs");
  RunCollector collector({}, extract);
  collector.add_folders(read_folders(store, "", extract));
  collector.add_folders(read_tombstones(store));
  for (const auto& source : git::notes_sources(store.repository))
    collector.add_notes(store.repository, source, store.messages);
  return collector.finish(store.messages);
}

}  // namespace experiment
