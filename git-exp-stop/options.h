#pragma once

#include <string>
#include <vector>

#include "cli/options.h"

namespace exp_stop {

struct Options {
  std::vector<std::string> words;  ///< runs, or patterns over active ones; none: the current run
  bool all = false;                ///< all active runs of this user, and no words
  bool force = false;              ///< in the end they are killed
  bool now = false;                ///< they are killed at once
  bool wait = true;
  cli::Verbosity verbosity;
};

Options parse_options(const cli::Words& words);

}  // namespace exp_stop
