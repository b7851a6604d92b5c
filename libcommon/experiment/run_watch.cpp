#include "experiment/run_watch.h"

#include <sys/stat.h>

#include "base/file.h"
#include "base/time.h"
#include "experiment/folder_scan.h"
#include "experiment/liveness.h"

namespace experiment {
namespace {

constexpr std::int64_t ask_here_ms = 1000, ask_elsewhere_ms = 10'000;

}  // namespace

RunWatch::RunWatch(KnownRun run) : run_(std::move(run)) {}

bool RunWatch::look() {
  const auto version = find_version();
  if (!version) return false;
  const bool has_changed = version != version_;
  if (has_changed && !read_record()) return false;
  version_ = version;
  const std::int64_t now = base::steady_ms();
  const bool is_here = run_.record.host == host_name();
  if (!has_changed && now - asked_ms_ < (is_here ? ask_here_ms : ask_elsewhere_ms)) return true;
  asked_ms_ = now;
  state_ = find_run_state(run_);
  if (!state_.is_lost()) return true;
  // Its owner may have ended in order since the record was read.
  if (!read_record()) return false;
  state_ = find_run_state(run_);
  return true;
}

/// Two writes may lie within one tick of the file system's clock: the time alone does not tell them apart.
std::optional<RunWatch::Version> RunWatch::find_version() const {
  struct stat info;
  if (::stat(RunPaths{run_.folder}.run_json().c_str(), &info) != 0) return std::nullopt;
  return Version(info.st_ino, info.st_size,
                 static_cast<std::int64_t>(info.st_mtim.tv_sec) * 1'000'000'000 + info.st_mtim.tv_nsec);
}

bool RunWatch::read_record() {
  const auto folder = read_run_folder({run_.folder, run_.folder});
  // Replaced by rename: what cannot be read is damaged, and stays as it was known.
  if (!folder.record) return base::is_folder(run_.folder);
  if (folder.record->uuid != run_.record.uuid) return false;
  // A record in the notes may be newer than an old copy of the folder.
  if (folder.record->rev < run_.record.rev) return true;
  run_.record = *folder.record;
  run_.newer_format = run_.record.v > 1;
  return true;
}

}  // namespace experiment
