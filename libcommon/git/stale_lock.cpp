#include "git/stale_lock.h"

#include <dirent.h>
#include <limits.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <unistd.h>

#include <algorithm>
#include <array>

#include "base/error.h"
#include "base/file.h"
#include "base/random.h"
#include "base/text.h"
#include "base/time.h"

namespace git {
namespace {

/// statfs(2): NFS, SMB, CIFS, SMB2, Lustre, GPFS, Ceph, BeeGFS, GFS2, OCFS2, AFS, FUSE (sshfs), 9p.
constexpr std::array<std::int64_t, 13> shared_file_systems = {
    0x6969,     0x517b,     0xff534d42, 0xfe534d42, 0x0bd00bd0, 0x47504653, 0x00c36400,
    0x19830326, 0x01161970, 0x7461636f, 0x5346414f, 0x65735546, 0x01021997};

bool is_on_shared_file_system(const std::string& path) {
  struct statfs info;
  if (::statfs(path.c_str(), &info) != 0) return true;
  const auto type = static_cast<std::int64_t>(static_cast<std::uint32_t>(info.f_type));
  return std::find(shared_file_systems.begin(), shared_file_systems.end(), type) != shared_file_systems.end();
}

bool holds_open(const std::string& descriptors, const struct stat& file) {
  for (const auto& name : base::find_entries(descriptors).value_or(std::vector<std::string>())) {
    struct stat info;
    if (::stat(base::path_join(descriptors, name).c_str(), &info) == 0 && info.st_ino == file.st_ino &&
        info.st_dev == file.st_dev)
      return true;
  }
  return false;
}

/// Of our own processes; the file is ours, so no others write it.
bool is_open_somewhere(const struct stat& file) {
  for (const auto& name : base::find_entries("/proc").value_or(std::vector<std::string>()))
    if (base::is_digits(name) && holds_open("/proc/" + name + "/fd", file)) return true;
  return false;
}

bool is_same_file(const struct stat& a, const struct stat& b) {
  return a.st_ino == b.st_ino && a.st_dev == b.st_dev && a.st_mtim.tv_sec == b.st_mtim.tv_sec &&
         a.st_mtim.tv_nsec == b.st_mtim.tv_nsec;
}

/// Between our look and now it may have become another's: it is moved away first, and put back if it is not what we saw.
bool remove_exactly(const std::string& path, const struct stat& seen) {
  // Whoever lists refs passes over names that end so.
  const std::string aside = path + "-stale-" + base::random_hex(8) + ".lock";
  if (::rename(path.c_str(), aside.c_str()) != 0) return false;
  struct stat moved;
  const bool same = ::stat(aside.c_str(), &moved) == 0 && is_same_file(moved, seen);
  if (!same) (void)::link(aside.c_str(), path.c_str());
  ::unlink(aside.c_str());
  return same;
}

}  // namespace

bool remove_stale_lock(const Repository& repository, const std::string& ref, base::Messages& messages) {
  const std::string path = base::path_join(repository.location().common_dir, ref + ".lock");
  struct stat info;
  if (::lstat(path.c_str(), &info) != 0 || !S_ISREG(info.st_mode)) return false;
  const base::Timestamp since{static_cast<std::int64_t>(info.st_mtim.tv_sec) * 1000};
  const base::Timestamp now = base::now();
  if (now.ms - since.ms < stale_lock_ms || info.st_uid != ::geteuid()) return false;
  if (is_on_shared_file_system(path) || is_open_somewhere(info) || !remove_exactly(path, info)) return false;
  messages.warning("removed the lock " + base::quoted(path) + ", made " + base::format_age(since, now) +
                   ": the process that made it was killed");
  return true;
}

}  // namespace git
