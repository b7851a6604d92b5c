#include "options.h"

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
  if (timeout) options.timeout_ms = cli::parse_duration_option("--timeout", *timeout);
  return options;
}

}  // namespace exp_exec
