#pragma once

#include <sys/types.h>

#include <functional>
#include <string>

namespace queue {

/// Forks a process with a session of its own, no terminal, standard input and output /dev/null, standard error at the end of
/// `log`. `work` returns its exit status; an exception is said there, and ends it with 125. Throws UserError if no process
/// can be made.
/// What `work` returns; where it throws, 125, and the error and its hints are on standard error. For a forked process: what its
/// parent holds must not be given back on the way out.
int run_in_child(const std::function<int()>& work);

pid_t fork_supervisor(const std::string& log, const std::function<int()>& work);

}  // namespace queue
