#pragma once

#include <signal.h>
#include <sys/types.h>

#include <cstdint>

#include "supervise/exec_plan.h"

/// The process between us and the program; see program.h. It is forked, not executed, and talks with us over a
/// SOCK_SEQPACKET pair, one struct or byte a packet. When its end of ours is closed, it ends all that is below it.
namespace supervise {

/// From the leader.
struct LeaderReport {
  enum class Kind : std::int32_t {
    started,      ///< pid, time: the program is executing
    not_started,  ///< error, in_folder, time; nothing else follows
    stopped,      ///< the program was stopped by a signal (job control)
    ended,        ///< status: of waitpid; time; a `remaining` follows
    remaining,    ///< survivors: after the end, and again when it has changed
    left,         ///< pid, name, unkillable: a process that stays
    clean,        ///< the last one: nothing more is going to change, and the terminal is closed on this side
  };
  enum class Survivors : std::int32_t {
    none,          ///< `clean` follows by itself
    own_sessions,  ///< only processes that made a session of their own
    some           ///< processes of the program's session
  };
  Kind kind = Kind::clean;
  pid_t pid = 0;
  std::int32_t status = 0;
  std::int32_t error = 0;
  std::int32_t in_folder = 0;
  std::int32_t unkillable = 0;
  Survivors survivors = Survivors::none;
  std::int64_t time_ms = 0;
  char name[16] = "";
};

/// To the leader. Each ends with `clean`, the later one overrules the earlier.
enum class LeaderOrder : char {
  finish = 'f',  ///< after the end: the program's session is asked to go, then killed; own sessions stay
  sweep = 's',   ///< after the end: all that is below is asked to go, then killed
  kill = 'k',    ///< now: all that is below, the program too, is killed
  leave = 'q'    ///< after `clean`: the leader itself goes
};

struct LeaderTask {
  const ExecPlan& plan;
  int socket;                                ///< the leader's end
  int terminal;                              ///< the program's end of a pseudo-terminal, or -1
  int null;                                  ///< /dev/null, for reading and writing
  int in, out, err;                          ///< what becomes 0, 1 and 2 of the program; all above 2, or itself
  const sigset_t& mask;                      ///< the program's
  const struct sigaction& file_size_action;  ///< the program's, for SIGXFSZ
  int stop_signal;                           ///< not ignored by the program when it begins, even if it is by us
};

/// What the forked child does, with all signals blocked. Uses malloc and system calls only, so that a fork of a
/// process with threads would do.
[[noreturn]] void lead(const LeaderTask& task);

/// How long a process that was asked to go may take, and how long one that was killed.
inline constexpr std::int64_t ask_ms = 2000;
inline constexpr std::int64_t kill_ms = 2000;

}  // namespace supervise
