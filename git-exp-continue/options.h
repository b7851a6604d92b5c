#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cli/options.h"

namespace exp_continue {

struct Options {
  std::string run;                 ///< as typed; "" the one that is chosen
  std::string from;                ///< last, best, an epoch, a file; "" the last if there is one
  std::vector<std::string> extra;  ///< words of --extra, for this attempt
  bool force = false;
  bool fix_seed = false;
  bool trust = false;
  std::optional<std::int64_t> timeout_ms;
  std::optional<std::string> notify;  ///< command for the end; "" none, whatever exp.notify says
  bool detach = false;
  cli::Verbosity verbosity;
};

Options parse_options(const cli::Words& words);

}  // namespace exp_continue
