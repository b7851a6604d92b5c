#include "queue/lease.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "base/file.h"
#include "base/messages.h"
#include "experiment/liveness.h"
#include "experiment/sharing.h"

namespace queue {
namespace {

constexpr std::size_t largest_note = 1u << 16;

std::optional<experiment::Owner> find_owner(const std::string& path) {
  return experiment::parse_owner(base::read_file(path, largest_note).bytes);
}

/// Does not wait. That a holder was killed is said by his run.
std::unique_ptr<experiment::OwnedLock> try_lock(const std::string& path) {
  base::CollectedMessages unsaid;
  return std::make_unique<experiment::OwnedLock>(
      path, unsaid, 0, [] { return true; }, experiment::Stale::gone_or_silent);
}

}  // namespace

std::optional<Lease> Lease::take(const std::string& path) {
  auto lock = try_lock(path);
  if (!lock->is_held()) return std::nullopt;
  return Lease(path, std::move(lock));
}

void Lease::take_on() const {
  base::write_file_atomically(path_, experiment::format_owner(experiment::this_process()), false);
  experiment::share_file(path_);
}

void Lease::renew() const {
  ::utimensat(AT_FDCWD, path_.c_str(), nullptr, AT_SYMLINK_NOFOLLOW);
}

void Lease::end() {
  if (lock_->is_held()) return lock_.reset();
  try {
    const auto owner = find_owner(path_);
    // The child was killed before it wrote its name.
    if (owner && owner->pid == ::getpid() && experiment::find_life(*owner) == experiment::Life::alive)
      ::unlink(path_.c_str());
    else
      try_lock(path_);  // takes over what is the dead one's, as anybody may, and gives it back
  } catch (const base::UserError&) {
    // It counts as free: who holds it is gone.
  }
}

}  // namespace queue
