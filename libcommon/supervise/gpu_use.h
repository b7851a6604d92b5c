#pragma once

#include <sys/types.h>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "process/child.h"

namespace supervise {

/// The GPU memory that all processes below us use, by nvidia-smi. It is asked beside the program, soon after its start and then
/// each half minute; once it fails, or takes longer than 2 s, never again.
class GpuUse {
 public:
  /// Does not wait; costs nothing but when it is time to ask, or an answer has come. True if memory_bytes() is another one
  /// now. Throws nothing.
  bool look();
  /// Nothing as long as it is not known, or none of our processes uses a GPU.
  std::optional<std::int64_t> memory_bytes() const { return memory_bytes_; }

 private:
  void ask();

  std::optional<process::Child> tool_;
  std::int64_t ask_at_ = 0, give_up_at_ = 0, pause_ms_ = 2000;
  bool is_over_ = false;
  std::optional<std::int64_t> memory_bytes_;
};

/// Of the answer to `--query-compute-apps=pid,used_gpu_memory --format=csv,noheader,nounits` (a line "<pid>, <MiB>" each), the
/// sum for those processes for which `is_ours`; nothing if there is none, or none whose memory is told ("[N/A]").
std::optional<std::int64_t> sum_gpu_memory(const std::string& csv, const std::function<bool(pid_t)>& is_ours);

}  // namespace supervise
