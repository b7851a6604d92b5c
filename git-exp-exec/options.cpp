#include "options.h"

#include "base/duration.h"
#include "base/error.h"

namespace exp_exec {

Options parse_options(const cli::Words& words) {
  Options options;
  std::vector<std::string> runs;
  std::optional<std::string> timeout;
  cli::OptionParser parser("exp-exec", {"[<options>] <run>"});
  parser.positionals(runs, 1);
  parser.value("--timeout", "duration", timeout, "stop the program after 90s, 15m, 2h");
  cli::add_verbosity(parser, options.verbosity);
  parser.parse(words);
  if (runs.empty()) throw base::UsageError("which run?");
  options.run = runs[0];
  if (timeout) options.timeout_ms = base::parse_duration(*timeout);
  if (timeout && options.timeout_ms.value_or(0) <= 0)
    throw base::UsageError("option '--timeout' wants a duration such as 90s, 15m or 2h, not " + base::quoted(*timeout));
  return options;
}

}  // namespace exp_exec
