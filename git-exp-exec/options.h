#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "cli/options.h"

namespace exp_exec {

struct Options {
  std::string run;
  std::optional<std::int64_t> timeout_ms;
  cli::Verbosity verbosity;
};

Options parse_options(const cli::Words& words);

}  // namespace exp_exec
