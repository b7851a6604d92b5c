#include "experiment/digest_cache.h"

#include <unistd.h>

#include <algorithm>

#include "base/file.h"
#include "base/trace.h"
#include "experiment/cache_file.h"
#include "experiment/packed.h"

namespace experiment {
namespace {

/// Another number wherever digests of the same notes become others.
constexpr std::string_view magic = "git-exp digests 1\n";
constexpr std::size_t largest_cache = 64u << 20;
/// So many bytes of notes are read in a few milliseconds.
constexpr std::size_t little = 256u << 10;
constexpr std::size_t id_bytes = 20;

std::string_view bytes_of(const git::Oid& id) {
  return {reinterpret_cast<const char*>(id.bytes().data()), id_bytes};
}

git::Oid id_of(std::string_view bytes) {
  std::array<std::uint8_t, id_bytes> id{};
  std::copy(bytes.begin(), bytes.end(), id.begin());
  return git::Oid(id);
}

/// Names of metrics as they stand in the file.
std::string pack_names(const std::vector<std::string>& names) {
  Packer packer;
  for (const auto& name : names) packer.text(name);
  return packer.take();
}

}  // namespace

std::vector<std::string> metrics_of_digests(const Settings& settings) {
  std::vector<std::string> metrics;
  for (const auto& goal : settings.metrics) metrics.push_back(goal.name);
  std::sort(metrics.begin(), metrics.end());
  metrics.erase(std::unique(metrics.begin(), metrics.end()), metrics.end());
  return metrics;
}

DigestCache::DigestCache(const Store& store)
    : store_(store),
      path_(base::path_join(store.repository.exp_dir(), "cache/digests")),
      metrics_(metrics_of_digests(store.settings)) {
  load();
}

void DigestCache::load() {
  const base::Trace trace("load the digests of notes");
  file_ = base::read_file(path_, largest_cache).bytes;
  const auto sealed = unseal(file_);
  if (!sealed || !sealed->starts_with(magic) || !load_entries(sealed->substr(magic.size()))) digests_.clear();
}

bool DigestCache::load_entries(std::string_view bytes) {
  Unpacker unpacker(bytes);
  if (unpacker.text() != pack_names(metrics_)) return false;
  while (!unpacker.at_end()) {
    const std::string_view id = unpacker.raw(id_bytes), digest = unpacker.text();
    if (unpacker.is_broken()) return false;
    digests_[id_of(id)].bytes = digest;
  }
  return !unpacker.is_broken();
}

std::optional<std::string_view> DigestCache::find(const git::Oid& blob) {
  const std::lock_guard lock(mutex_);
  const auto found = digests_.find(blob);
  if (found == digests_.end()) return std::nullopt;
  found->second.is_used = true;
  return found->second.bytes;
}

std::string_view DigestCache::add(const git::Oid& blob, std::string_view note) {
  std::string made = make_note_digest(note, metrics_);
  const std::lock_guard lock(mutex_);
  Digest& digest = digests_[blob];
  // The same note may stand at two commits.
  if (!digest.is_used) digest = {{}, std::move(made), note.size(), true};
  digest.bytes = digest.made;
  return digest.bytes;
}

bool DigestCache::wants(std::string_view note) {
  const std::lock_guard lock(mutex_);
  bytes_missed_ += note.size();
  return bytes_missed_ > little && can_be_written();
}

bool DigestCache::can_be_written() {
  if (can_be_written_) return *can_be_written_;
  std::string folder = base::path_parent(path_);
  while (!base::path_exists(folder) && folder.size() > 1) folder = base::path_parent(folder);
  can_be_written_ = ::access(folder.c_str(), W_OK | X_OK) == 0;
  return *can_be_written_;
}

/// A stranger's note may be made of what digests keep: that one is read each time.
bool DigestCache::is_small_enough(const Digest& digest) const {
  return digest.note_bytes == 0 || digest.bytes.size() <= digest.note_bytes / 2 + 4096;
}

void DigestCache::save() {
  const base::Trace trace("save the digests of notes");
  std::size_t new_bytes = 0, size = magic.size() + checksum_bytes;
  std::vector<std::pair<git::Oid, const Digest*>> kept;
  for (const bool is_new : {false, true})
    for (const auto& [id, digest] : digests_) {
      if (!digest.is_used || (digest.note_bytes > 0) != is_new || !is_small_enough(digest)) continue;
      const std::size_t its_size = digest.bytes.size() + id_bytes + 10;
      if (size + its_size > largest_cache) continue;
      size += its_size;
      new_bytes += digest.note_bytes;
      kept.emplace_back(id, &digest);
    }
  // Reading a few notes again costs less than writing all digests.
  if (new_bytes < std::max(little, size / 4) || !can_be_written()) return;
  Packer packer;
  packer.raw(magic);
  packer.text(pack_names(metrics_));
  for (const auto& [id, digest] : kept) {
    packer.raw(bytes_of(id));
    packer.text(digest->bytes);
  }
  base::remove_old_temporaries(base::path_parent(path_));
  write_cache_file(store_, path_, seal(packer.take()));
}

}  // namespace experiment
