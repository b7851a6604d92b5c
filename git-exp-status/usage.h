#pragma once

#include <sys/types.h>

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "process/process_tree.h"

namespace exp_status {

/// What the processes below a supervisor use now.
struct Usage {
  std::int64_t memory_bytes = 0;  ///< resident; what several share counts for each
  std::int64_t cpu_ms = 0;        ///< since they began, and of those that they waited for
};

/// Of each of the supervisors: all that lives below it, itself and its leader's own share included.
std::unordered_map<pid_t, Usage> find_usage(const std::vector<process::ProcessInfo>& all,
                                            const std::vector<pid_t>& supervisors);

}  // namespace exp_status
