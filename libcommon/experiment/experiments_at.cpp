#include <algorithm>
#include <set>

#include "base/text.h"
#include "experiment/edit_log.h"
#include "experiment/experiment_tags.h"
#include "experiment/folder_scan.h"
#include "experiment/known_runs.h"
#include "experiment/run_ids.h"

namespace experiment {
namespace {

std::set<std::string> tags_in_notes(const Store& store, const git::Oid& commit) {
  std::set<std::string> tags;
  visit_notes_of(store, commit, [&](const git::NotesSource&, std::string_view text) {
    for_each_line(text, [&](std::string_view line) {
      const auto prefix = scan_line_prefix(line);
      if (const auto name = prefix ? parse_run_name(prefix->run) : std::nullopt) tags.insert(name->tag);
    });
  });
  return tags;
}

/// A run of this commit that is not published yet.
bool has_run_folder(const Store& store, const std::string& tag, const std::string& commit) {
  const std::int64_t id = read_tag_folder(store.run_folder(tag)).largest_id();
  auto folder = id < 0 ? std::nullopt : find_run_folder(store.settings.result_dir, RunName{tag, id, ""}.text());
  if (!folder) return false;
  const FolderRecord read = read_run_folder(std::move(*folder));
  return read.record && read.record->commit == commit;
}

}  // namespace

std::vector<std::string> experiments_at(const Store& store, const git::Oid& commit) {
  std::vector<std::string> experiments;
  std::optional<std::set<std::string>> noted;  // read only if a tag without the trailer asks for it
  const auto has_record = [&](const std::string& tag) {
    if (!noted) noted = tags_in_notes(store, commit);
    return noted->count(tag) > 0 || has_run_folder(store, tag, commit.hex());
  };
  for (const auto& tag : store.repository.tags_at(commit)) {
    if (!tag.name.starts_with(store.settings.tag_prefix)) continue;
    std::string name = tag.name.substr(store.settings.tag_prefix.size());
    if (find_tag_name_fault(name) || !(has_experiment_trailer(tag.message) || has_record(name))) continue;
    experiments.push_back(std::move(name));
  }
  std::sort(experiments.begin(), experiments.end());
  return experiments;
}

std::vector<std::string> tagged_experiments(const Store& store) {
  const std::string& prefix = store.settings.tag_prefix;
  std::vector<std::string> experiments;
  for (const auto& tag : store.repository.all_tags())
    if (tag.name.starts_with(prefix) && has_experiment_trailer(tag.message))
      experiments.push_back(tag.name.substr(prefix.size()));
  return experiments;
}

}  // namespace experiment
