#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/time.h"

namespace experiment {

/// Who owns a running attempt: the content of attempt-<n>.json.
struct Owner {
  std::string host, user;
  std::int64_t pid = 0;
  std::int64_t start_ticks = 0;  ///< field 22 of /proc/<pid>/stat: a pid that was used again has another
  std::string boot_id, pid_namespace, job;
  base::Timestamp since;
};

Owner this_process();
std::string host_name();
std::string user_name();
std::string boot_id();

std::string format_owner(const Owner& owner);  ///< attempt-<n>.json's text
std::optional<Owner> parse_owner(std::string_view text);

enum class Life { alive, gone, unknown };
/// Same host, boot and pid namespace: by pid and start time; same host but another boot: gone; else unknown.
Life find_life(const Owner& owner);

inline constexpr std::int64_t heartbeat_ms = 15'000;
inline constexpr std::int64_t presumed_lost_ms = 180'000;

enum class Liveness { active, lost, presumed_lost };
/// Of the run in `folder` whose record says it is active: newest claim, then the heartbeat's age, measured against a file
/// created beside it (clocks differ); where none can be created, against our clock.
Liveness find_liveness(const std::string& folder);

}  // namespace experiment
