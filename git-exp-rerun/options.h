#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cli/options.h"
#include "experiment/metric_comparison.h"

namespace exp_rerun {

struct Options {
  std::vector<std::string> runs;  ///< as typed
  std::optional<std::string> set;
  std::optional<std::int64_t> seed;
  std::optional<std::pair<std::int64_t, std::int64_t>> seeds;  ///< both ends belong to it
  bool new_seed = false;
  std::string message;
  std::optional<std::int64_t> timeout_ms;
  std::optional<std::string> notify;  ///< command for the end; "" none, whatever exp.notify says
  bool detach = false;
  bool trust = false;

  bool verify = false;
  experiment::Tolerance tolerance;
  bool strict = false;
  bool keep = true;
  bool json = false, porcelain = false;
  cli::Verbosity verbosity;
};

Options parse_options(const cli::Words& words);

}  // namespace exp_rerun
