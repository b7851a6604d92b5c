#include "experiment/checkpoint_copy.h"

#include <fcntl.h>
#include <limits.h>
#include <linux/fs.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <vector>

#include "base/error.h"
#include "base/fd.h"
#include "base/file.h"
#include "base/random.h"
#include "base/sha256.h"

namespace experiment {
namespace {

constexpr std::size_t block_size = 1u << 20;

struct stat state_of(int fd, const std::string& path) {
  struct stat info;
  if (::fstat(fd, &info) != 0) throw base::file_error("read", path, errno);
  return info;
}

/// Fewer bytes at the end only.
std::size_t read_block(int fd, std::vector<char>& block, const std::string& path) {
  std::size_t filled = 0;
  while (filled < block.size()) {
    const ssize_t n = ::read(fd, block.data() + filled, block.size() - filled);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) throw base::file_error("read", path, errno);
    if (n == 0) break;
    filled += static_cast<std::size_t>(n);
  }
  return filled;
}

/// The hash of the bytes of `from`, which also go to `to`, unless that shares them already.
std::string hash_and_copy(const base::UniqueFd& from, const std::string& path, const base::UniqueFd& to,
                          const std::string& target, bool is_shared) {
  base::Sha256 hash;
  std::vector<char> block(block_size);
  while (const std::size_t length = read_block((is_shared ? to : from).value(), block, is_shared ? target : path)) {
    const std::string_view bytes(block.data(), length);
    hash.add(bytes);
    if (to && !is_shared && !base::write_all(to.value(), bytes)) throw base::file_error("write", target, errno);
  }
  return hash.hex();
}

/// With an empty target, here and below, nothing is written.
std::string copy_file(const std::string& path, const std::string& target) {
  const base::UniqueFd from(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!from) throw base::file_error("read", path, errno);
  const struct stat before = state_of(from.value(), path);
  if (!S_ISREG(before.st_mode)) throw base::UserError(base::quoted(path) + " is no file, and cannot be copied");
  base::UniqueFd to;
  if (!target.empty()) to = base::UniqueFd(::open(target.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
  if (!target.empty() && !to) throw base::file_error("write", target, errno);
  const bool is_shared = to && ::ioctl(to.value(), FICLONE, from.value()) == 0;
  std::string hash = hash_and_copy(from, path, to, target, is_shared);
  const struct stat after = state_of(from.value(), path);
  if (before.st_size != after.st_size || before.st_mtim.tv_sec != after.st_mtim.tv_sec ||
      before.st_mtim.tv_nsec != after.st_mtim.tv_nsec)
    throw base::UserError("checkpoint " + base::quoted(path) + " changed while it was copied", {"try again"});
  return hash;
}

void copy_link(const std::string& path, const std::string& target) {
  std::array<char, PATH_MAX> text;
  const ssize_t length = ::readlink(path.c_str(), text.data(), text.size() - 1);
  if (length < 0) throw base::file_error("read", path, errno);
  text[static_cast<std::size_t>(length)] = '\0';
  if (::symlink(text.data(), target.c_str()) != 0) throw base::file_error("write", target, errno);
}

/// Adds a line for each file. `below` is the path from the checkpoint's folder, "" for that itself.
void copy_folder(const std::string& path, const std::string& target, const std::string& below,
                 std::vector<std::pair<std::string, std::string>>& hashes) {
  const auto names = base::find_entries(path);
  if (!names) throw base::file_error("read", path, errno);
  if (!target.empty() && ::mkdir(target.c_str(), 0777) != 0) throw base::file_error("write", target, errno);
  for (const auto& name : *names) {
    const std::string entry = base::path_join(path, name);
    const std::string copy = target.empty() ? "" : base::path_join(target, name);
    const std::string from_top = below.empty() ? name : below + "/" + name;
    if (base::is_link(entry)) {
      if (!copy.empty()) copy_link(entry, copy);
    } else if (base::is_folder(entry)) {
      copy_folder(entry, copy, from_top, hashes);
    } else {
      hashes.emplace_back(from_top, copy_file(entry, copy));
    }
  }
}

std::string copy(const std::string& path, const std::string& target) {
  if (!base::is_folder(path)) return copy_file(path, target);
  std::vector<std::pair<std::string, std::string>> hashes;
  copy_folder(path, target, "", hashes);
  std::sort(hashes.begin(), hashes.end());
  std::string lines;
  for (const auto& [name, hash] : hashes) lines += hash + "  " + name + "\n";
  return base::sha256(lines);
}

}  // namespace

std::string hash_checkpoint(const std::string& path) {
  return copy(path, "");
}

std::string copy_checkpoint(const std::string& path, const std::string& folder) {
  const std::string target = base::path_join(folder, base::path_name(path));
  if (base::path_exists(target)) throw base::file_error("write", target, EEXIST);
  // Under its name it is whole: a copy that was killed is no checkpoint.
  const std::string draft = base::path_join(folder, ".tmp-" + base::random_hex(8));
  try {
    std::string sha256 = copy(path, draft);
    if (std::rename(draft.c_str(), target.c_str()) != 0) throw base::file_error("write", target, errno);
    return sha256;
  } catch (...) {
    base::remove_tree(draft);
    throw;
  }
}

}  // namespace experiment
