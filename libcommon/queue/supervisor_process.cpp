#include "queue/supervisor_process.h"

#include <unistd.h>

#include <cerrno>
#include <exception>

#include "base/error.h"
#include "base/fd.h"
#include "supervise/background.h"

namespace queue {
namespace {

constexpr int status_not_run = 125;

int run(const std::function<int()>& work) {
  try {
    return work();
  } catch (const std::exception& error) {
    base::write_all(STDERR_FILENO, "fatal: " + std::string(error.what()) + "\n");
    return status_not_run;
  }
}

}  // namespace

pid_t fork_supervisor(const std::string& log, const std::function<int()>& work) {
  const pid_t pid = ::fork();
  if (pid < 0) throw base::UserError("cannot make a process: " + base::error_text(errno));
  if (pid > 0) return pid;
  supervise::leave_terminal();
  supervise::talk_into(log);
  ::_exit(run(work));  // what the parent holds is not ours to give back
}

}  // namespace queue
