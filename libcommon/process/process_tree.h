#pragma once

#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace process {

/// One line of /proc/<pid>/stat.
struct ProcessInfo {
  pid_t pid = 0;
  pid_t parent = 0;
  pid_t session = 0;
  char state = '?';         ///< as the kernel writes it: R, S, D, T, …; Z for one that has ended and is not reaped
  std::string name;         ///< at most 15 bytes, any bytes
  std::int64_t cpu_ms = 0;  ///< its own, and that of children that it waited for
  std::int64_t resident_bytes = 0;  ///< memory
};

/// Text of /proc/<pid>/stat; the name in it may hold blanks and parentheses.
std::optional<ProcessInfo> parse_process(const std::string& stat);

/// All processes that /proc shows us, ended ones not reaped yet included. Empty if /proc is not there.
std::vector<ProcessInfo> read_processes();

/// Those of `all` that live below `ancestor`, whatever session or group they are in; ended ones excluded.
std::vector<ProcessInfo> living_descendants(const std::vector<ProcessInfo>& all, pid_t ancestor);

/// Kills (SIGKILL) all of that session but its leader, until none is left alive, for at most `ms` milliseconds.
void kill_session(pid_t session, std::int64_t ms);

}  // namespace process
