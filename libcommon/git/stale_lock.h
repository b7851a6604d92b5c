#pragma once

#include <cstdint>
#include <string>

#include "base/messages.h"
#include "git/repository.h"

namespace git {

/// A writer holds the lock of a ref for milliseconds. One that is older than this was left by a killed process.
inline constexpr std::int64_t stale_lock_ms = 10 * 60'000;

/// Removes `<common dir>/<ref>.lock`, and says so, if it is older than stale_lock_ms, ours, open in no process of this
/// host, and on a file system that no other host writes to. True if it is gone. Costs one stat where there is no lock. On
/// a network file system, and where it is somebody else's, nothing is done: who meets the lock names it, with the line to
/// type.
bool remove_stale_lock(const Repository& repository, const std::string& ref, base::Messages& messages);

}  // namespace git
