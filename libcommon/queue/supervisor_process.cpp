#include "queue/supervisor_process.h"

#include <unistd.h>

#include <cerrno>
#include <exception>

#include "base/error.h"
#include "base/fd.h"
#include "base/text.h"
#include "supervise/background.h"

namespace queue {
namespace {

constexpr int status_not_run = 125;

}  // namespace

int run_in_child(const std::function<int()>& work) {
  try {
    return work();
  } catch (const std::exception& error) {
    std::string text = "fatal: " + base::printable(error.what()) + "\n";
    if (const auto* ours = dynamic_cast<const base::UserError*>(&error))
      for (const auto& hint : ours->hints()) text += "hint: " + base::printable(hint) + "\n";
    base::write_all(STDERR_FILENO, text);
    return status_not_run;
  }
}

pid_t fork_supervisor(const std::string& log, const std::function<int()>& work) {
  const pid_t pid = ::fork();
  if (pid < 0) throw base::UserError("cannot make a process: " + base::error_text(errno));
  if (pid > 0) return pid;
  supervise::leave_terminal();
  supervise::talk_into(log);
  ::_exit(run_in_child(work));  // what the parent holds is not ours to give back
}

}  // namespace queue
