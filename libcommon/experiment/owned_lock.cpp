#include "experiment/owned_lock.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <optional>
#include <thread>

#include "base/error.h"
#include "base/file.h"
#include "base/random.h"
#include "base/text.h"
#include "base/time.h"
#include "base/trace.h"
#include "experiment/liveness.h"

namespace experiment {
namespace {

constexpr std::size_t largest_lock = 1u << 16;
/// It is held for some milliseconds. Who waits in longer and longer steps is overtaken by those who have just come.
constexpr std::int64_t longest_pause_ms = 20;

std::optional<Owner> find_owner(const std::string& path) {
  return parse_owner(base::read_file(path, largest_lock).bytes);
}

std::string describe(const std::string& path, const std::optional<Owner>& owner) {
  if (owner)
    return base::printable(owner->user) + " on " + base::printable(owner->host) + " (process " +
           std::to_string(owner->pid) + ", since " + base::format_timestamp(owner->since) + ")";
  const auto made = base::find_mtime_ns(path);
  return made ? "nobody knows who (made " + base::format_age({*made / 1'000'000}, base::now()) + ")"
              : "another process";
}

/// Random as well, so that two who wait do not meet again and again.
void pause(std::int64_t ms) {
  const auto jitter = static_cast<std::int64_t>(base::random_number() % static_cast<std::uint64_t>(ms));
  std::this_thread::sleep_for(std::chrono::milliseconds(ms + jitter));
}

}  // namespace

bool is_stale(const std::string& path, Stale when) {
  constexpr std::int64_t long_ms = 600'000;
  const base::ReadResult read = base::read_file(path, largest_lock);
  if (const auto owner = parse_owner(read.bytes)) {
    const Life life = find_life(*owner);
    return life == Life::gone || (when == Stale::gone_or_silent && life == Life::unknown && is_silent(path));
  }
  if (read.failure) return false;
  // Of a host that lost its power: empty, or half there.
  if (when == Stale::gone_or_silent) return is_silent(path);
  const auto made_ns = base::find_mtime_ns(path);
  return made_ns && base::now().ms - *made_ns / 1'000'000 > long_ms;
}

OwnedLock::OwnedLock(std::string path, base::Messages& messages, std::int64_t wait_ms,
                     const std::function<bool()>& is_done, Stale when)
    : path_(std::move(path)), when_(when) {
  const std::string content = format_owner(this_process());
  const std::int64_t deadline = base::steady_ms() + wait_ms;
  std::optional<base::Trace> lost;
  for (std::int64_t pause_ms = 1; !base::create_exclusively(path_, content);
       pause_ms = std::min(pause_ms * 2, longest_pause_ms)) {
    if (remove_if_stale(messages)) continue;
    if (is_done && is_done()) return;
    if (!lost) lost.emplace("retries: a lock that others held");
    if (base::steady_ms() >= deadline)
      throw base::UserError("the lock " + base::quoted(path_) + " is held by " + describe(path_, find_owner(path_)),
                            {"try again; if that process is gone: rm " + base::shell_quote(path_)});
    pause(pause_ms);
  }
  is_held_ = true;
}

OwnedLock::~OwnedLock() {
  if (!is_held_) return;
  // Who was silent for long may have lost it to another.
  const auto owner = when_ == Stale::gone ? std::nullopt : find_owner(path_);
  if (!owner || owner->pid == ::getpid()) ::unlink(path_.c_str());
}

void OwnedLock::renew() const {
  if (is_held_) ::utimensat(AT_FDCWD, path_.c_str(), nullptr, AT_SYMLINK_NOFOLLOW);
}

/// Between our look at a stale lock and its removal another process may have removed it and made its own. So only who
/// holds a second lock removes, and looks again under it.
bool OwnedLock::remove_if_stale(base::Messages& messages) const {
  const std::string breaking = path_ + ".stale";
  if (!is_stale(path_, when_)) return false;
  if (!base::create_exclusively(breaking, format_owner(this_process()))) {
    if (is_stale(breaking, when_)) ::unlink(breaking.c_str());
    return false;
  }
  const std::string whose = describe(path_, find_owner(path_));
  // In a folder such as /tmp we may not be let.
  const bool removed = is_stale(path_, when_) && ::unlink(path_.c_str()) == 0;
  if (removed) {
    messages.warning("removed the lock " + base::quoted(path_) + " of a process that is gone: " + whose);
  }
  ::unlink(breaking.c_str());
  return removed;
}

}  // namespace experiment
