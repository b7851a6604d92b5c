#pragma once

#include <string>
#include <vector>

#include "cli/options.h"

namespace exp_title {

struct Options {
  std::vector<std::string> sets;  ///< each once; none: `record`, or `finished` where that is missing
  cli::Verbosity verbosity;
};

Options parse_options(const cli::Words& words);

}  // namespace exp_title
