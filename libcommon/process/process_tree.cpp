#include "process/process_tree.h"

#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <memory>
#include <unordered_map>

#include "base/fd.h"
#include "base/time.h"

namespace process {
namespace {

struct CloseFolder {
  void operator()(DIR* folder) const { ::closedir(folder); }
};

/// "" where the process is gone by now.
std::string read_stat(int proc_fd, const char* pid) {
  char path[32];
  std::snprintf(path, sizeof path, "%.20s/stat", pid);
  const base::UniqueFd fd(::openat(proc_fd, path, O_RDONLY | O_CLOEXEC));
  char buffer[1024];
  const ssize_t n = fd ? ::read(fd.value(), buffer, sizeof buffer) : -1;
  return n > 0 ? std::string(buffer, static_cast<std::size_t>(n)) : std::string();
}

bool has_ended(const ProcessInfo& process) {
  return process.state == 'Z' || process.state == 'X';
}

}  // namespace

std::optional<ProcessInfo> parse_process(const std::string& stat) {
  const auto name_start = stat.find('(');
  const auto name_end = stat.rfind(')');
  if (name_start == stat.npos || name_end == stat.npos || name_end < name_start) return std::nullopt;
  ProcessInfo process;
  int group = 0;
  process.name = stat.substr(name_start + 1, name_end - name_start - 1);
  if (std::sscanf(stat.c_str(), "%d", &process.pid) != 1 ||
      std::sscanf(stat.c_str() + name_end + 1, " %c %d %d %d", &process.state, &process.parent, &group,
                  &process.session) != 4)
    return std::nullopt;
  unsigned long user = 0, system = 0;
  long child_user = 0, child_system = 0, pages = 0;
  if (std::sscanf(stat.c_str() + name_end + 1,
                  " %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu %ld %ld %*d %*d %*d %*d %*u %*u %ld", &user,
                  &system, &child_user, &child_system, &pages) == 5) {
    const auto ticks = static_cast<std::int64_t>(user + system) + child_user + child_system;
    process.cpu_ms = ticks * 1000 / ::sysconf(_SC_CLK_TCK);
    process.resident_bytes = pages * static_cast<std::int64_t>(::sysconf(_SC_PAGESIZE));
  }
  return process;
}

std::vector<ProcessInfo> read_processes() {
  std::vector<ProcessInfo> processes;
  const std::unique_ptr<DIR, CloseFolder> proc(::opendir("/proc"));
  if (!proc) return processes;
  while (const dirent* entry = ::readdir(proc.get())) {
    if (entry->d_name[0] < '1' || entry->d_name[0] > '9') continue;
    if (auto process = parse_process(read_stat(::dirfd(proc.get()), entry->d_name)))
      processes.push_back(std::move(*process));
  }
  return processes;
}

std::vector<ProcessInfo> living_descendants(const std::vector<ProcessInfo>& all, pid_t ancestor) {
  std::unordered_multimap<pid_t, const ProcessInfo*> children;
  for (const auto& process : all) children.emplace(process.parent, &process);
  std::vector<ProcessInfo> found;
  std::vector<pid_t> open = {ancestor};
  while (!open.empty()) {
    const auto [first, last] = children.equal_range(open.back());
    open.pop_back();
    for (auto child = first; child != last; ++child) {
      // Not a cycle: a list read while processes come and go may show a pid twice.
      const bool known = std::any_of(found.begin(), found.end(),
                                     [&](const ProcessInfo& process) { return process.pid == child->second->pid; });
      if (known || child->second->pid == ancestor || has_ended(*child->second)) continue;
      found.push_back(*child->second);
      open.push_back(child->second->pid);
    }
  }
  return found;
}

void kill_session(pid_t session, std::int64_t ms) {
  const std::int64_t deadline = base::steady_ms() + ms;
  for (bool some = true; some && base::steady_ms() < deadline;) {
    some = false;
    for (const auto& process : read_processes())
      if (process.session == session && process.pid != session && !has_ended(process))
        some = ::kill(process.pid, SIGKILL) == 0 || some;
    if (some) (void)::poll(nullptr, 0, 1);
  }
}

}  // namespace process
