#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/options.h"

namespace exp_overview {

struct Options {
  /// What is to be started in our place, `run` of `git exp run …`; nothing: show where the repository stands.
  std::optional<std::string> command;
  std::vector<std::string> arguments;  ///< its words, byte for byte
  /// `git exp help [<command>]`, `git exp <command> --help`: the manual page of `command`, or ours without one.
  bool wants_page = false;
};

Options parse_options(const cli::Words& words);

}  // namespace exp_overview
