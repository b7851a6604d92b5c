#pragma once

#include <signal.h>
#include <sys/types.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"

/// The session of the user's program: from its start to the last process that it leaves behind.
///
///     git-exp-run ── leader ── program ── whatever the program starts
///
/// The leader is a fork of ours: leader of a session of its own, subreaper of all that is below, and holder of
/// the pseudo-terminal. It ends with us, however we end.
///
/// Out of reach, at any end: what others started for the program (a container or service daemon, a tmux server
/// that ran before, another host), what belongs to another user (sudo), what even SIGKILL does not end. If we and
/// the leader are killed at the same moment, the kernel still kills the program itself (unless it is setuid), not
/// its children.
namespace supervise {

/// What to start, and the world that it finds.
struct Program {
  /// Byte for byte; argv[0] is looked up in PATH of `environment` unless it holds a slash.
  std::vector<std::string> argv{};
  std::string folder{};                    ///< where it runs; "" is here
  std::vector<std::string> environment{};  ///< whole, as "NAME=value"
  /// True: its stdout is a pseudo-terminal, and so are its stderr and stdin where ours are terminals. Meant for
  /// a stdout of ours that is a terminal (isatty(1)). False: pipes.
  bool use_pty = false;
  /// Nobody sees it: what it prints goes to the events only, its stdin is /dev/null.
  bool in_background = false;
  std::optional<std::int64_t> timeout_ms{};  ///< after it it is asked to stop; in the end SIGKILL to all
  /// How it is asked: many save and evaluate then. Not ignored by it when it begins, even if we were told to ignore it.
  int stop_signal = SIGINT;
  std::int64_t grace_ms = 30'000;  ///< until it gets SIGTERM, and until it is killed
};

/// Where bytes came from. A terminal, and an stdout and stderr of ours that are one file, make one stream of
/// both: `out`.
enum class Stream { out, err };

/// Somebody's wish that the program stops; the later ones comprise the earlier.
enum class StopWish {
  none,
  ask,    ///< `stop_signal`, and after `grace_ms` SIGTERM
  force,  ///< and after `grace_ms` more SIGKILL to all
  now     ///< SIGKILL to all at once
};

/// What the caller is told while the program runs. All calls come from run(), in its thread, one at a time;
/// none may block for long, since output and signals wait meanwhile. An exception from a call passes through
/// run(); whoever catches it destroys the session, and that kills the program.
class ProgramEvents {
 public:
  virtual ~ProgramEvents() = default;
  /// The program is executing. Called once, before any output; not called if it could not be executed.
  virtual void started(pid_t pid) = 0;
  /// What it printed, as it came: unprocessed, cut anywhere, up to 1 MiB a call. It was offered to our own
  /// stdout or stderr before. Valid during the call only.
  virtual void output(Stream stream, std::string_view bytes) = 0;
  /// Every second (sooner only by SIGURG; later only while we were stopped), just before we stop ourselves because of
  /// ^Z, and once when all output has come. For heartbeats and for flushing logs.
  virtual void tick() = 0;
  /// Asked after started() and each tick(). A wish that was once answered stays; a stronger one may follow.
  virtual StopWish stop_wish() { return StopWish::none; }
};

/// A process that is still there when run() returns.
struct LeftProcess {
  pid_t pid = 0;
  std::string name;         ///< as the kernel has it: at most 15 bytes, any bytes
  bool unkillable = false;  ///< it had to go, but SIGKILL did not end it (a hung driver or file server, another user's)
};

struct ProgramEnd {
  pid_t pid = 0;                ///< 0 if it could not be executed
  int exit_status = 0;          ///< its own: exit code; 128+n after signal n; 127 not found, 126 could not be executed
  int signal = 0;               ///< the signal that ended it, or 0
  std::string why_not_started;  ///< "'foo' is not a command"; "" if it was executed
  bool interrupted =
      false;  ///< INT, TERM, HUP or QUIT, or a wish to stop, reached us before it ended, and before any timeout
  bool timed_out = false;   ///< the timeout came first; never together with `interrupted`
  int stop_signal = 0;      ///< with `interrupted`: the first of these signals; of a wish, the program's stop_signal
  base::Timestamp started;  ///< just before it was executed
  base::Timestamp ended;    ///< when it ended (not: what it left behind)
  /// After a normal end: the processes that had made a session of their own (setsid) and were left alone, at
  /// most 64. After a stop or a timeout: only such as could not be killed.
  std::vector<LeftProcess> left_alone;
  /// Some process still held the output open when we stopped reading: what it prints from then on is not in the
  /// log, and it gets SIGPIPE or an I/O error.
  bool output_cut = false;
  /// Our own stdout or stderr took no more (closed pipe, lost terminal); the log has everything nevertheless.
  bool relay_broken = false;
  /// The leader was killed from outside; the program and its session were killed then: exit_status 137.
  bool leader_lost = false;
};

/// One program, run once: construct, start(), run(), destroy.
class ProgramSession {
 public:
  explicit ProgramSession(Program program);
  /// While the program runs: kills all that is below the leader, and waits for that. Signals are ours again as
  /// they were before start(); those that came between the program's end and this are dropped. So keep the
  /// session while nothing may interrupt you, and destroy it before work that ^C shall end (hooks).
  ~ProgramSession();
  ProgramSession(const ProgramSession&) = delete;
  ProgramSession& operator=(const ProgramSession&) = delete;

  /// Forks and returns at once, without waiting for the program to be executed: what its start does not need is
  /// done between start() and run(). Output waits in the pipe or terminal meanwhile, signals to us wait too.
  /// Call it while this process has no other thread: the signals are blocked for threads that are made
  /// afterwards, and for the children of process::Child they are not. Throws UserError when no process, pipe or
  /// terminal can be had.
  void start();

  /// Relays, logs and forwards until the program has ended, what it left behind has been dealt with, and its
  /// output has come in whole. A program that cannot be executed is no exception: exit_status 126 or 127.
  ///
  /// - INT, TERM, HUP, QUIT, USR1, USR2, TSTP, CONT, WINCH are forwarded to its process group (and to the
  /// foreground
  ///   group of its terminal). ^C twice within 2 s kills all that is below the leader. SIGURG to us makes the next
  ///   tick() come at once; it is not forwarded, and does nothing to a process that does not expect it. The copy of a signal
  ///   that `git` itself passes on to us counts as the same signal.
  /// - Normal end: what is left in its session may finish its output (until 100 ms of silence, 2 s at most),
  /// gets
  ///   SIGTERM, after at most 2 s SIGKILL. What made a session of its own is left alone and named.
  /// - End after a stop or a timeout: all that is left gets SIGTERM, after at most 2 s SIGKILL, own sessions
  /// included.
  /// - We are killed with -9: the same, done by the leader.
  /// Call once, after start().
  ProgramEnd run(ProgramEvents& events);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace supervise
