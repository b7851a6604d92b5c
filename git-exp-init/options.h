#pragma once

#include <optional>
#include <string>

#include "cli/options.h"

namespace exp_init {

struct Options {
  std::optional<std::string> result_dir;  ///< `__result__` is to be a link to it
  std::optional<std::string> data_dir;    ///< `__data__` is to be a link to it
  bool gitignore = false;
  bool hooks = false;
  bool remove_hooks = false;
  bool check = false;
  cli::Verbosity verbosity;
};

Options parse_options(const cli::Words& words);

}  // namespace exp_init
