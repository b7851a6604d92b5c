#include <algorithm>

#include "base/time.h"
#include "base/trace.h"
#include "experiment/edit_log.h"
#include "experiment/folder_scan.h"
#include "experiment/known_runs.h"
#include "experiment/run_ids.h"

namespace experiment {
namespace {

/// Ids are given in order, so the newest run of this result folder is among the last ones; a few more are read for
/// clocks that differ.
constexpr std::size_t folders_read = 8;

struct Newest {
  base::Timestamp created;
  std::string run, uuid;
  bool exists = false;

  void offer(base::Timestamp its_created, std::string_view its_run, std::string_view its_uuid) {
    if (exists && its_created <= created) return;
    created = its_created;
    run = its_run;
    uuid = its_uuid;
    exists = true;
  }
};

/// `"created":"…"` of a note's line without parsing the rest: a tag may have 10,000 of them.
std::optional<base::Timestamp> scan_created(std::string_view line) {
  constexpr std::string_view member = "\"created\":\"";
  const auto at = line.find(member);
  if (at == line.npos) return std::nullopt;
  const std::string_view value = line.substr(at + member.size());
  return base::parse_timestamp(value.substr(0, value.find('"')));
}

void offer_folders(const Store& store, const std::string& tag, Newest& newest, std::vector<std::string>& commits) {
  std::vector<std::int64_t> ids = read_tag_folder(store.run_folder(tag)).ids;
  const auto end = ids.begin() + static_cast<std::ptrdiff_t>(std::min(ids.size(), folders_read));
  std::partial_sort(ids.begin(), end, ids.end(), std::greater<>());
  for (auto id = ids.begin(); id != end; ++id) {
    auto folder = find_run_folder(store.settings.result_dir, RunName{tag, *id, ""}.text());
    const auto read = folder ? read_run_folder(std::move(*folder)) : FolderRecord();
    if (!read.record || read.record->run != read.where.name || read.record->deleted) continue;
    newest.offer(read.record->created, read.record->run, read.record->uuid);
    commits.push_back(read.record->commit);
  }
}

void offer_notes(const Store& store, const git::Oid& commit, const std::string& tag, Newest& newest) {
  const std::string start = tag + "/";
  visit_notes_of(store, commit, [&](const git::NotesSource&, std::string_view text) {
    for_each_line(text, [&](std::string_view line) {
      const auto prefix = scan_line_prefix(line);
      // Not parse_run_name(): this is asked for every line, and an evaluation is no run of the tag.
      const bool is_of_tag = prefix && prefix->run.starts_with(start) && parse_run_id(prefix->run.substr(start.size()));
      if (!is_of_tag || is_edit_line(line)) return;
      const auto created = scan_created(line);
      if (created) newest.offer(*created, prefix->run, prefix->uuid);
    });
  });
}

/// The newest of those that are not deleted, the long way.
std::optional<KnownRun> find_newest_of_all(const Store& store, const std::string& tag) {
  std::optional<KnownRun> newest;
  for (auto& run : load_runs_of_tag(store, tag)) {
    const bool counts = !run.is_copy && run.record.run.find("/eval/", tag.size()) == std::string::npos;
    if (counts && (!newest || run.record.created > newest->record.created)) newest = std::move(run);
  }
  return newest;
}

}  // namespace

std::optional<KnownRun> find_latest_run(const Store& store, const std::string& tag) {
  const base::Trace trace("find the latest run");
  Newest newest;
  std::vector<std::string> commits;
  offer_folders(store, tag, newest, commits);
  std::optional<git::Oid> commit = find_commit_of_tag(store, tag);
  if (!commit && !commits.empty()) commit = git::Oid::parse(commits.front());
  if (commit) offer_notes(store, *commit, tag, newest);
  const auto name = newest.exists ? parse_run_name(newest.run) : std::nullopt;
  if (!name) return std::nullopt;
  for (auto& run : load_runs_named(store, *name))
    if (run.record.uuid == newest.uuid && !run.is_copy) return std::move(run);
  // Deleted, or a line that does not count.
  return find_newest_of_all(store, tag);
}

}  // namespace experiment
