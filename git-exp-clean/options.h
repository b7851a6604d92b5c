#pragma once

#include <string>
#include <vector>

#include "cli/options.h"

namespace exp_clean {

enum class Output { people, json, porcelain };

struct Options {
  std::vector<std::string> words;  ///< runs, patterns, experiments; at least one
  bool force = false;              ///< without it nothing is removed
  bool finished = false;           ///< finished ones too
  bool presumed_lost = false;      ///< also those whose owner may live on another host
  Output output = Output::people;
  cli::Verbosity verbosity;
};

Options parse_options(const cli::Words& words);

}  // namespace exp_clean
