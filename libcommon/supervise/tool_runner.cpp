#include "supervise/tool_runner.h"

#include <signal.h>

#include <algorithm>

#include "base/time.h"

namespace supervise {

std::vector<process::Result> ToolRunner::run(const std::vector<process::Command>& commands) {
  std::vector<process::Result> results(commands.size());
  for (auto& result : results) result.timed_out = true;
  std::vector<process::Child> children;
  {
    // Started under the lock: cancel() sees either none of them or all.
    const std::lock_guard lock(mutex_);
    if (cancelled_) return results;
    for (const auto& command : commands) {
      children.emplace_back(command);
      if (children.back().pid() > 0) running_.push_back(children.back().pid());
    }
  }
  const std::int64_t deadline = base::steady_ms() + patience_ms;
  for (std::size_t i = 0; i < children.size(); ++i) {
    const pid_t pid = children[i].pid();
    results[i] = children[i].wait(std::max<std::int64_t>(deadline - base::steady_ms(), 0));
    const std::lock_guard lock(mutex_);
    running_.erase(std::remove(running_.begin(), running_.end(), pid), running_.end());
    if (cancelled_) results[i].timed_out = true;
  }
  return results;
}

void ToolRunner::cancel() {
  const std::lock_guard lock(mutex_);
  cancelled_ = true;
  // One that was reaped a moment ago has no group any more, and its number is not used again so soon.
  for (const pid_t pid : running_) ::kill(-pid, SIGKILL);
}

bool ToolRunner::is_cancelled() const {
  const std::lock_guard lock(mutex_);
  return cancelled_;
}

}  // namespace supervise
