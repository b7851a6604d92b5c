#include <unistd.h>

#include <algorithm>
#include <map>

#include "base/error.h"
#include "base/file.h"
#include "base/random.h"
#include "base/text.h"
#include "base/time.h"
#include "experiment/names.h"
#include "experiment/owned_lock.h"
#include "experiment/set_file.h"
#include "experiment/sharing.h"

namespace experiment {
namespace {

constexpr std::size_t largest_set = 64u << 20;
constexpr std::size_t largest_addition = 4096;
constexpr std::size_t longest_set_name = 100;
constexpr std::int64_t longest_wait_to_extend_ms = 500;
constexpr std::string_view extension = ".txt";
constexpr const char* set_folder = "exper-list";
constexpr const char* old_set_folder = "experiment";

std::string path_in(const Settings& settings, const char* folder, const std::string& set) {
  return base::path_join(base::path_join(settings.statistic_dir, folder), set + std::string(extension));
}

std::optional<std::string> find_text(const std::string& path) {
  auto read = base::read_file(path, largest_set);
  if (read.failure == base::ReadFailure::missing) return std::nullopt;
  if (read.failure) throw base::file_error("read", path, read.errno_value);
  return std::move(read.bytes);
}

std::optional<std::string> find_set_text(const Settings& settings, const std::string& set) {
  auto text = find_text(path_in(settings, set_folder, set));
  return text ? text : find_text(path_in(settings, old_set_folder, set));
}

std::optional<std::string> find_set_name_fault(const std::string& set) {
  if (set.empty()) return "it is empty";
  if (set.size() > longest_set_name) return "it is longer than " + std::to_string(longest_set_name) + " bytes";
  if (set.find('/') != set.npos) return "it holds a slash";
  if (set[0] == '.' || set[0] == '-') return "it begins with " + base::quoted(set.substr(0, 1));
  if (!base::is_utf8(set) || base::printable(set) != set) return "it holds a control character";
  if (set.ends_with(extension)) return "it ends in '.txt', which its file gets anyway";
  return std::nullopt;
}

/// What is behind the name of a run that is not the only one of that name: 4 or more characters, until no other has them.
std::string distinguish(const std::string& uuid, const std::vector<std::string>& all) {
  std::size_t length = 4;
  const auto others = [&] {
    return std::count_if(all.begin(), all.end(),
                         [&](const std::string& other) { return other.compare(0, length, uuid, 0, length) == 0; });
  };
  while (length < uuid.size() && others() > 1) ++length;
  return uuid.substr(0, length);
}

base::Timestamp end_of(const Record& record) {
  return record.attempts.empty() ? record.updated : record.attempts.back().ended.value_or(record.updated);
}

/// An existing file keeps its mode.
void write_set(const std::string& path, const std::string& text) {
  const bool is_new = !base::path_exists(path);
  base::write_file_atomically(path, text);
  if (is_new) share_file(path);
}

/// What extend_set() has left beside the set.
std::string addition_prefix(const std::string& set) {
  return "." + set + std::string(extension) + ".add-";
}

/// Takes them into the file; their paths.
std::vector<std::string> take_additions(const Settings& settings, const std::string& set, SetFile& file) {
  std::vector<std::string> taken;
  const std::string folder = base::path_parent(set_path(settings, set)), prefix = addition_prefix(set);
  for (const auto& name : base::find_entries(folder).value_or(std::vector<std::string>())) {
    if (!name.starts_with(prefix)) continue;
    const std::string path = base::path_join(folder, name);
    const auto run = parse_run_name(base::trim(base::read_file(path, largest_addition).bytes));
    if (run) file.add(run->text());
    if (run) taken.push_back(path);
  }
  return taken;
}

void change_locked_set(const Store& store, const std::string& set, const std::function<bool(SetFile&)>& change) {
  const std::string path = set_path(store.settings, set);
  SetFile file = SetFile::parse(find_set_text(store.settings, set).value_or(""));
  base::remove_old_temporaries(base::path_parent(path));
  const auto additions = take_additions(store.settings, set, file);
  if (change(file) || !additions.empty()) write_set(path, file.text());
  for (const auto& addition : additions) ::unlink(addition.c_str());
}

/// In the order in which they came.
std::string next_name() {
  return std::to_string(base::now().ms) + "-" + base::random_hex(4);
}

void check_changeable(const std::string& set) {
  check_set_name(set);
  if (set == "finished")
    throw base::UserError("the set 'finished' cannot be changed: it is made of what the records say",
                          {"name another set with -s <set>"});
}

}  // namespace

void check_set_name(const std::string& set) {
  if (const auto fault = find_set_name_fault(set))
    throw base::UserError("a set cannot be called " + base::quoted(set) + ": " + *fault);
}

std::string set_path(const Settings& settings, const std::string& set) {
  return path_in(settings, set_folder, set);
}

std::vector<std::string> set_names(const Settings& settings) {
  std::vector<std::string> names;
  for (const char* folder : {set_folder, old_set_folder}) {
    const auto entries = base::find_entries(base::path_join(settings.statistic_dir, folder));
    for (const auto& entry : entries.value_or(std::vector<std::string>())) {
      if (!entry.ends_with(extension)) continue;
      std::string name = entry.substr(0, entry.size() - extension.size());
      if (!find_set_name_fault(name)) names.push_back(std::move(name));
    }
  }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

SetFile derive_finished_set(const std::vector<KnownRun>& runs) {
  std::map<std::string, std::vector<std::string>> uuids_of_name;
  std::vector<const Record*> finished;
  for (const auto& known : runs) {
    const Record& record = known.record;
    uuids_of_name[record.run].push_back(record.uuid);
    const auto name = parse_run_name(record.run);
    if (record.state == State::finished && !record.deleted && !known.newer_format && name && name->below.empty())
      finished.push_back(&record);
  }
  std::stable_sort(finished.begin(), finished.end(),
                   [](const Record* a, const Record* b) { return end_of(*a) < end_of(*b); });
  SetFile set;
  for (const Record* record : finished) {
    const auto& uuids = uuids_of_name[record->run];
    set.add(uuids.size() == 1 ? record->run : record->run + "-" + distinguish(record->uuid, uuids));
  }
  return set;
}

std::optional<SetFile> find_set(const Store& store, const std::string& set) {
  check_set_name(set);
  if (set == "finished") return derive_finished_set(load_all_runs_in_brief(store));
  const auto text = find_set_text(store.settings, set);
  SetFile file = SetFile::parse(text.value_or(""));
  const bool has_additions = !take_additions(store.settings, set, file).empty();
  if (!text && !has_additions) return std::nullopt;
  return file;
}

void change_set(const Store& store, const std::string& set, const std::function<bool(SetFile&)>& change) {
  check_changeable(set);
  const std::string path = set_path(store.settings, set);
  make_shared_folders(store.settings.sharing, base::path_parent(path));
  const OwnedLock lock(path + ".lock", store.messages);
  change_locked_set(store, set, change);
}

void extend_set(const Store& store, const std::string& set, const std::string& run) {
  check_changeable(set);
  const std::string path = set_path(store.settings, set);
  make_shared_folders(store.settings.sharing, base::path_parent(path));
  const std::string addition = base::path_join(base::path_parent(path), addition_prefix(set) + next_name());
  (void)base::create_exclusively(addition, run + "\n");
  share_file(addition);
  const OwnedLock lock(path + ".lock", store.messages, longest_wait_to_extend_ms,
                       [&] { return !base::path_exists(addition); });
  if (lock.is_held()) change_locked_set(store, set, [](SetFile&) { return false; });
}

}  // namespace experiment
