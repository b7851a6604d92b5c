#pragma once

#include <sys/types.h>

#include <string>

#include "base/fd.h"
#include "experiment/store.h"

namespace supervise {

/// The rest of a command goes on in a process of its own, which outlives the terminal, the shell and the login: leader of a
/// new session without a controlling terminal, standard input from /dev/null. What ends all processes of a user at logout
/// (systemd's KillUserProcesses) ends it too.
class Background {
 public:
  /// Forks. Call while there is no other thread. Throws UserError if no process can be made.
  Background();
  Background(const Background&) = delete;
  Background& operator=(const Background&) = delete;

  /// This is the process in the background. It still talks to the terminal, until let_go().
  bool is_here() const { return child_ == 0; }
  /// In the foreground: until the other has let go, or has ended. The exit status of the command: 0, or that of the other.
  int wait();
  /// In the background, once the run is ours and said: ends the command in the foreground. Standard output is /dev/null from
  /// now on; what we have to say goes to `log`.
  void let_go(const std::string& log);

 private:
  pid_t child_ = -1;
  base::UniqueFd word_;
};

/// In a process that has just been forked for that: a session of its own, standard input from /dev/null, and ^C has its usual
/// meaning, whatever a shell without job control made of it.
void leave_terminal();
/// Standard output to /dev/null, standard error to the end of this file.
void talk_into(const std::string& log);

/// What one types next about a run in the background.
void tell_detached(const experiment::Store& store, const experiment::Record& record);

}  // namespace supervise
