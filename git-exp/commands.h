#pragma once

#include <string>
#include <vector>

namespace exp_overview {

struct Command {
  std::string word;     ///< "run" for git-exp-run
  std::string summary;  ///< one line
};

/// The suite's commands, plumbing left out, in the order of their names. Made from the exp_command() calls.
const std::vector<Command>& commands();

}  // namespace exp_overview
