#pragma once

#include <sys/types.h>

#include <mutex>
#include <string>
#include <vector>

#include "process/child.h"

namespace supervise {

/// Helper programs of the capture: nobody waits longer for them than 2 s, and another thread can end them at any time.
class ToolRunner {
 public:
  static constexpr std::int64_t patience_ms = 2000;

  /// Runs them beside each other; results in their order. A tool that hangs or was cancelled has `timed_out` set.
  std::vector<process::Result> run(const std::vector<process::Command>& commands);
  /// Kills what runs and starts nothing any more. From any thread.
  void cancel();
  bool is_cancelled() const;

 private:
  mutable std::mutex mutex_;
  bool cancelled_ = false;
  std::vector<pid_t> running_;  ///< each the leader of its process group
};

}  // namespace supervise
