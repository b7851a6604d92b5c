#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cli/options.h"

namespace exp_run {

/// Several runs at once, or one that waits for its place.
struct BatchOptions {
  std::optional<std::pair<std::int64_t, std::int64_t>> seeds;  ///< first and last
  bool grid = false;                                           ///< values of -S are lists
  bool queue = false;
  std::optional<std::int64_t> jobs;
  std::int64_t priority = 0;
  std::vector<std::string> devices;  ///< "auto" is resolved when the runs are submitted
  std::int64_t devices_per_run = 1;
  std::int64_t cpus = 0;
  bool fail_fast = false;
  std::int64_t retries = 0;

  /// Any of them was given: the runs go through the queue.
  bool wanted() const { return seeds || grid || queue || jobs || !devices.empty() || cpus > 0 || retries > 0; }
};

/// Declares them, and reads them once the parser has parsed. Throws base::UsageError.
class BatchOptionsReader {
 public:
  void declare(cli::OptionParser& parser);
  BatchOptions read() const;

 private:
  BatchOptions flags_;
  bool keep_going_ = false;
  std::optional<std::string> seeds_, jobs_, priority_, devices_, devices_per_run_, cpus_, retries_;
};

}  // namespace exp_run
