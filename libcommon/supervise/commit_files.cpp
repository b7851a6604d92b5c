#include "supervise/commit_files.h"

#include <map>
#include <mutex>

namespace supervise {
namespace {

using Files = std::shared_ptr<const std::vector<git::TreeEntry>>;

/// A process has to do with one commit and its submodules; a waiting one should stay small for days.
constexpr std::size_t most_commits = 64, most_files = 200'000;

struct Memory {
  std::mutex mutex;
  std::map<std::string, Files> files;
};

Memory& memory() {
  static Memory memory;
  return memory;
}

}  // namespace

CommitFiles::CommitFiles(const std::string& repository, const git::Oid& commit) : key_(commit.hex() + repository) {
  {
    const std::lock_guard lock(memory().mutex);
    if (const auto known = memory().files.find(key_); known != memory().files.end()) known_ = known->second;
  }
  if (!known_) child_.emplace(git::list_files_command(repository, commit));
}

std::optional<std::vector<git::TreeEntry>> CommitFiles::collect() {
  if (known_) return *known_;
  const process::Result result = child_->wait();
  if (result.status != 0) return std::nullopt;
  auto files = git::parse_files(result.out);
  const std::lock_guard lock(memory().mutex);
  if (files.size() <= most_files && memory().files.size() < most_commits)
    memory().files[key_] = std::make_shared<const std::vector<git::TreeEntry>>(files);
  return files;
}

}  // namespace supervise
