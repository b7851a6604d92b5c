#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "cli/options.h"

namespace exp_log {

struct Options {
  std::optional<std::string> run;  ///< as typed; none: the default run
  bool follow = false;
  std::optional<std::size_t> lines;     ///< only so many of the last
  std::optional<std::int64_t> attempt;  ///< only what this one printed
  cli::Verbosity verbosity;
};

Options parse_options(const cli::Words& words);

}  // namespace exp_log
