#include "usage.h"

#include <unordered_set>

namespace exp_status {

std::unordered_map<pid_t, Usage> find_usage(const std::vector<process::ProcessInfo>& all,
                                            const std::vector<pid_t>& supervisors) {
  constexpr int deepest = 1000;  // a process may get another parent while they are read: no circle without end
  const std::unordered_set<pid_t> wanted(supervisors.begin(), supervisors.end());
  std::unordered_map<pid_t, pid_t> parents;
  for (const auto& process : all) parents[process.pid] = process.parent;
  std::unordered_map<pid_t, Usage> usage;
  for (const auto& process : all) {
    pid_t ancestor = process.pid;
    for (int depth = 0; depth < deepest && ancestor > 1 && !wanted.count(ancestor); ++depth) {
      const auto parent = parents.find(ancestor);
      ancestor = parent == parents.end() ? 0 : parent->second;
    }
    if (!wanted.count(ancestor)) continue;
    usage[ancestor].memory_bytes += process.resident_bytes;
    usage[ancestor].cpu_ms += process.cpu_ms;
  }
  return usage;
}

}  // namespace exp_status
