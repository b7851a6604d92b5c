#include "options.h"

#include "base/error.h"
#include "commands.h"
#include "overview.h"

namespace exp_overview {

Options parse_options(const cli::Words& words) {
  cli::Words typed;
  cli::OptionParser parser("exp", {"[<command> [<arguments>...]]", "help [<command>]"});
  parser.program(typed);
  try {
    parser.parse(words);
  } catch (cli::EarlyExit& asked) {
    if (asked.text == parser.help()) asked.text += "\n" + format_commands(commands());
    throw;
  }

  Options options;
  if (typed.empty()) return options;
  options.wants_page = typed[0] == "help" || (typed.size() > 1 && typed[1] == "--help");
  if (typed[0] == "help") typed.erase(typed.begin());
  if (options.wants_page && typed.size() > 1 && typed[1] != "--help")
    throw base::UsageError("unexpected argument " + base::quoted(typed[1]));
  if (typed.empty()) return options;
  options.command = typed[0];
  options.arguments.assign(typed.begin() + 1, typed.end());
  return options;
}

}  // namespace exp_overview
