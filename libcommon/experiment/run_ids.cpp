#include "experiment/run_ids.h"

#include <dirent.h>

#include <algorithm>
#include <memory>

#include "base/error.h"
#include "base/file.h"
#include "base/sha256.h"
#include "base/text.h"
#include "experiment/cache_file.h"
#include "experiment/deletion.h"
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
  // A submission claims hundreds of runs while hundreds of records wait.
  thread_local KnownMarkers known;
  std::int64_t largest = -1;
  for (const auto& marker : list_pending(store, &known)) {
    const auto name = find_run_of_path(store, marker.folder, tag);
    if (name && name->tag == tag) largest = std::max(largest, name->id);
  }
  return largest;
}

/// Notes that cannot be read (a damaged or missing object) are no reason not to run: the uuid is what identifies it.
std::int64_t largest_noted_id(const Store& store, const std::string& tag, const std::string& commit) {
  try {
    const NoteSummary notes = summarize_note(store, commit);
    const auto noted = notes.largest_ids.find(tag);
    return noted == notes.largest_ids.end() ? -1 : noted->second;
  } catch (const base::UserError& error) {
    store.messages.warning(std::string(error.what()) + ": the run is numbered without the notes");
    return -1;
  }
}

constexpr std::size_t many_runs = 500;
constexpr std::int64_t claims_between_reads = 64;

/// `<largest id> <modification time of the folder, ns>`; disposable.
std::string hint_path(const Store& store, const std::string& folder) {
  return base::path_join(store.repository.exp_dir(), "cache/ids-" + base::sha256(folder).substr(0, 32));
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

TagFolder read_tag_folder_for_claim(const Store& store, const std::string& folder) {
  const auto hint = base::split_words(base::read_file(hint_path(store, folder), 256).bytes);
  const std::int64_t largest = hint.size() == 2 ? parse_run_id(hint[0]).value_or(0) : 0;
  const auto changed = base::find_mtime_ns(folder);
  if (largest % claims_between_reads == 0 || !changed || std::to_string(*changed) != hint[1])
    return read_tag_folder(folder);
  TagFolder remembered;
  remembered.ids.push_back(largest);
  remembered.is_remembered = true;
  return remembered;
}

void remember_tag_folder(const Store& store, const std::string& folder, const TagFolder& seen, std::int64_t id) {
  const std::string path = hint_path(store, folder);
  const bool is_worth_it = seen.is_remembered || seen.ids.size() > many_runs;
  const auto changed = is_worth_it ? base::find_mtime_ns(folder) : std::nullopt;
  if (!changed) return;
  write_cache_file(store, path, std::to_string(id) + " " + std::to_string(*changed) + "\n");
}

std::int64_t next_run_id(const Store& store, const std::string& tag, const std::string& commit,
                         const TagFolder& folder) {
  const std::int64_t pending = folder.is_remembered ? -1 : largest_pending_id(store, tag);
  return 1 +
         std::max({folder.largest_id(), pending, largest_deleted_id(store, tag), largest_noted_id(store, tag, commit)});
}

}  // namespace experiment
