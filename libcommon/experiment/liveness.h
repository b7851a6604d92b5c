#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"

namespace experiment {

/// Who owns a running attempt: the content of attempt-<n>.json, and of our lock files.
struct Owner {
  std::string host, user;
  std::int64_t pid = 0;
  std::int64_t start_ticks = 0;  ///< field 22 of /proc/<pid>/stat: a pid that was used again has another
  std::string boot_id, pid_namespace, job;
  base::Timestamp since;
};

Owner this_process();
std::string host_name();
std::string user_name();  ///< of the effective user; "uid-<n>" where the system knows no name
std::string boot_id();    ///< "" where there is no /proc

std::string format_owner(const Owner& owner);  ///< attempt-<n>.json's text
/// Nothing for what is not an object with a host and a pid.
std::optional<Owner> parse_owner(std::string_view text);

enum class Life { alive, gone, unknown };
/// Same boot and pid namespace: by pid and start time. Same host but another boot: gone. Else unknown, also where the
/// host is called localhost: many are.
Life find_life(const Owner& owner);

inline constexpr std::int64_t heartbeat_ms = 15'000;
inline constexpr std::int64_t presumed_lost_ms = 180'000;

/// The file was last touched longer ago than presumed_lost_ms, by the clock of its file system.
bool is_silent(const std::string& path);

enum class Liveness { active, lost, presumed_lost };
struct LifeFinding {
  Liveness liveness = Liveness::active;
  /// Why it counts as lost or presumed lost, for people, on one line: "process 12 on here is gone", "here was started anew", "no sign of
  /// life from farm7 for 4 min 10 s". "" of an active one.
  std::string reason;
};
/// Of the run in `folder` whose record says it is active: one that nobody has started yet and that is in a queue is active,
/// whoever prepared it; else the newest claim's owner; where that is not known, the age of
/// the heartbeat or the claim, whichever is newer (of run.json, where there is neither), measured against a file created beside it (clocks
/// differ), or against our clock where none can be created.
/// `attempt` is the newest that the caller knows of (0: none), which saves a look through the folder where that is still so.
LifeFinding examine_liveness(const std::string& folder,
                             const std::string& recorded_host,  ///< named in the reason where no claim says whose it is
                             std::int64_t attempt = 0);
Liveness find_liveness(const std::string& folder);  ///< that without the reason

}  // namespace experiment
