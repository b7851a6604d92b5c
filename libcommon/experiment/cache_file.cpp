#include "experiment/cache_file.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

#include "base/error.h"
#include "base/file.h"
#include "experiment/sharing.h"

namespace experiment {
namespace {

std::string checksum(std::string_view bytes) {
  std::uint64_t sum = 0x9e3779b97f4a7c15 ^ bytes.size();
  for (std::size_t at = 0; at < bytes.size(); at += checksum_bytes) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes.data() + at, std::min(checksum_bytes, bytes.size() - at));
    sum = (sum ^ word) * 0xff51afd7ed558ccd;
    sum ^= sum >> 32;
  }
  std::string text(checksum_bytes, '\0');
  std::memcpy(text.data(), &sum, checksum_bytes);
  return text;
}

}  // namespace

std::string seal(std::string bytes) {
  bytes += checksum(bytes);
  return bytes;
}

std::optional<std::string_view> unseal(std::string_view bytes) {
  if (bytes.size() < checksum_bytes) return std::nullopt;
  const std::string_view sum = bytes.substr(bytes.size() - checksum_bytes);
  bytes.remove_suffix(checksum_bytes);
  return checksum(bytes) == sum ? std::optional(bytes) : std::nullopt;
}

void write_cache_file(const Store& store, const std::string& path, std::string_view bytes) {
  const std::string folder = base::path_parent(path);
  try {
    make_shared_folders(store.settings.sharing, folder);
    base::AtomicFile file(path);
    file.write(bytes);
    share_file(file.fd(), folder);
    file.commit(false);
  } catch (const base::UserError&) {
  }
}

}  // namespace experiment
