#pragma once

#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <tuple>

#include "experiment/stop_request.h"
#include "supervise/program.h"

namespace supervise {

/// The file by which others ask that an attempt ends (experiment/stop_request.h), looked at again and again: a system call a
/// look, while it has not changed.
class StopWatch {
 public:
  /// `paths` lives longer than this.
  StopWatch(const experiment::RunPaths& paths, std::int64_t attempt) : paths_(paths), attempt_(attempt) {}

  /// What is wanted by now. A request for another attempt, and what is none, is no wish.
  StopWish look();
  const std::optional<experiment::StopRequest>& request() const { return request_; }

 private:
  using Version = std::tuple<ino_t, off_t, std::int64_t>;

  const experiment::RunPaths& paths_;
  const std::int64_t attempt_;
  Version version_{};
  std::optional<experiment::StopRequest> request_;
};

}  // namespace supervise
