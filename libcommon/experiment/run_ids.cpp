#include "experiment/run_ids.h"

#include <dirent.h>

#include <algorithm>
#include <memory>

#include "base/file.h"
#include "base/text.h"
#include "experiment/names.h"
#include "experiment/note_summary.h"
#include "experiment/pending.h"

namespace experiment {
namespace {

constexpr std::size_t most_id_digits = 9;

struct CloseFolder {
  void operator()(DIR* folder) const { ::closedir(folder); }
};

/// The run in a folder of this or of another result folder, by the end of its path.
std::optional<RunName> find_run_of_path(const Store& store, const std::string& path, const std::string& tag) {
  if (auto name = parse_run_name(base::path_below(path, store.settings.result_dir))) return name;
  const std::string tag_folder = base::path_parent(path);
  if (!tag_folder.ends_with("/" + tag)) return std::nullopt;
  return parse_run_name(tag + "/" + base::path_name(path));
}

std::int64_t largest_pending_id(const Store& store, const std::string& tag) {
  std::int64_t largest = -1;
  for (const auto& marker : list_pending(store)) {
    const auto name = find_run_of_path(store, marker.folder, tag);
    if (name && name->tag == tag) largest = std::max(largest, name->id);
  }
  return largest;
}

}  // namespace

std::optional<std::int64_t> parse_run_id(std::string_view name) {
  const bool canonical = name == "0" || (!name.empty() && name[0] != '0');
  if (!canonical || name.size() > most_id_digits || !base::is_digits(name)) return std::nullopt;
  return base::parse_integer(name);
}

std::int64_t TagFolder::largest_id() const {
  const auto largest = std::max_element(ids.begin(), ids.end());
  return largest == ids.end() ? -1 : *largest;
}

TagFolder read_tag_folder(const std::string& folder) {
  // Not base::find_entries: sorting 10,000 names would cost more than reading them.
  TagFolder found;
  const std::unique_ptr<DIR, CloseFolder> open(::opendir(folder.c_str()));
  if (!open) return found;
  while (const dirent* entry = ::readdir(open.get())) {
    const std::string_view name = entry->d_name;
    if (const auto id = parse_run_id(name))
      found.ids.push_back(*id);
    else if (name.starts_with(".new-") || name.starts_with(".old-"))
      found.drafts.emplace_back(name);
  }
  return found;
}

std::int64_t next_run_id(const Store& store, const std::string& tag, const std::string& commit,
                         const TagFolder& folder) {
  const NoteSummary notes = summarize_note(store, commit);
  const auto noted = notes.largest_ids.find(tag);
  const std::int64_t in_notes = noted == notes.largest_ids.end() ? -1 : noted->second;
  return 1 + std::max({folder.largest_id(), largest_pending_id(store, tag), in_notes});
}

}  // namespace experiment
