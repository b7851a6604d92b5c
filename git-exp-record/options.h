#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/options.h"

namespace exp_record {

struct Options {
  std::vector<std::string> runs;  ///< as typed; none: the latest of the experiments at HEAD, else `@`
  std::string set = "record";
  bool adds = true;  ///< the runs go into the set; a label or message alone only says something about them
  bool remove = false;
  std::optional<std::string> label;
  std::optional<std::string> message;
  bool pending = false;
  cli::Verbosity verbosity;
};

Options parse_options(const cli::Words& words);

}  // namespace exp_record
