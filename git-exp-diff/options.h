#pragma once

#include <string>
#include <vector>

#include "cli/options.h"

namespace exp_diff {

enum class Output { people, json, porcelain };

struct Options {
  std::vector<std::string> words;  ///< runs or experiments; of one, the other is the current run
  bool command = true, params = true, metrics = true, environment = true, code = true;  ///< what is compared
  bool stat = false;                      ///< of the code only which files, and how much of each
  std::vector<std::string> diff_options;  ///< what stands behind `--`, for git diff
  bool exit_code = false;
  Output output = Output::people;
  cli::Verbosity verbosity;
};

Options parse_options(const cli::Words& words);

}  // namespace exp_diff
