#include "experiment/pending.h"

#include <dirent.h>
#include <stdio.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <memory>

#include "base/file.h"
#include "base/random.h"
#include "base/text.h"
#include "base/time.h"
#include "experiment/sharing.h"

namespace experiment {
namespace {

constexpr std::size_t largest_marker = 64u << 10;
constexpr std::size_t uuid_size = 36;
constexpr std::int64_t hour_ns = 3'600'000'000'000;

struct CloseFolder {
  void operator()(DIR* folder) const { ::closedir(folder); }
};

std::string marker_path(const Store& store, const std::string& name) {
  return base::path_join(store.pending_dir(), name);
}

/// uuid and rev of `<uuid>.<rev>` and `<uuid>.<rev>.<hex>`.
std::optional<PendingMarker> parse_marker_name(const std::string& name) {
  PendingMarker marker;
  marker.name = name;
  marker.uuid = name.substr(0, uuid_size);
  if (name.size() < uuid_size + 2 || name[uuid_size] != '.' || !base::is_uuid(marker.uuid)) return std::nullopt;
  const auto rest = base::split(std::string_view(name).substr(uuid_size + 1), '.');
  const auto rev = base::is_digits(rest[0]) ? base::parse_integer(rest[0]) : std::nullopt;
  if (!rev || rest.size() > 2) return std::nullopt;
  marker.rev = *rev;
  return marker;
}

std::vector<std::string> marker_names(const Store& store) {
  return base::find_entries(store.pending_dir()).value_or(std::vector<std::string>());
}

}  // namespace

std::vector<PendingMarker> list_pending(const Store& store, KnownMarkers* known) {
  std::vector<PendingMarker> markers;
  for (const auto& name : marker_names(store)) {
    auto marker = parse_marker_name(name);
    if (!marker) continue;
    const std::string path = marker_path(store, name);
    const auto before = known ? known->find(path) : KnownMarkers::iterator();
    if (known && before != known->end()) {
      marker->folder = before->second;
    } else {
      base::ReadResult content = base::read_file(path, largest_marker);
      if (content.failure) continue;
      marker->folder = std::move(content.bytes);
      if (marker->folder.ends_with('\n')) marker->folder.pop_back();
      if (known) known->emplace(path, marker->folder);
    }
    markers.push_back(std::move(*marker));
  }
  return markers;
}

std::size_t count_pending(const Store& store) {
  // Asked at each run's end: neither sorted nor looked at closely.
  std::size_t count = 0;
  const std::unique_ptr<DIR, CloseFolder> open(::opendir(store.pending_dir().c_str()));
  while (const dirent* entry = open ? ::readdir(open.get()) : nullptr) count += std::strlen(entry->d_name) > uuid_size;
  return count;
}

std::string format_marker_name(const std::string& uuid, std::int64_t rev) {
  return uuid + "." + std::to_string(rev);
}

void create_marker(const Store& store, const std::string& name, const std::string& folder) {
  make_shared_folders(store.settings.sharing, store.pending_dir());
  const std::string path = marker_path(store, name);
  (void)base::create_exclusively(path, folder + "\n", file_mode_in(store.pending_dir()));
  share_file(path);
}

bool marker_exists(const Store& store, const std::string& name) {
  return base::path_exists(marker_path(store, name));
}

bool remove_marker(const Store& store, const PendingMarker& marker) {
  return ::unlink(marker_path(store, marker.name).c_str()) == 0 || errno == ENOENT;
}

void set_marker_aside(const Store& store, const PendingMarker& marker) {
  const std::string broken = base::path_join(store.pending_dir(), "broken");
  make_shared_folders(store.settings.sharing, broken);
  ::rename(marker_path(store, marker.name).c_str(), base::path_join(broken, marker.name).c_str());
}

}  // namespace experiment
