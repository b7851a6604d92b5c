#pragma once

#include <sys/types.h>

#include <functional>
#include <string>

namespace queue {

/// Forks a process with a session of its own, no terminal, standard input and output /dev/null, standard error at the end of
/// `log`. `work` returns its exit status; an exception is said there, and ends it with 125. Throws UserError if no process
/// can be made.
pid_t fork_supervisor(const std::string& log, const std::function<int()>& work);

}  // namespace queue
