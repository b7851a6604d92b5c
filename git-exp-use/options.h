#pragma once

#include <optional>
#include <string>

#include "cli/options.h"

namespace exp_use {

struct Options {
  std::optional<std::string> word;  ///< the experiment or run, as typed; none: show which is chosen
  bool unset = false;
  bool for_shell = false;  ///< --export: print what a shell is to evaluate, write nothing
  cli::Verbosity verbosity;
};

Options parse_options(const cli::Words& words);

}  // namespace exp_use
