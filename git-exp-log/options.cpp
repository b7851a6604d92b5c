#include "options.h"

#include "base/error.h"

namespace exp_log {

Options parse_options(const cli::Words& words) {
  Options options;
  cli::Words runs;
  std::optional<std::string> lines, attempt;
  cli::OptionParser parser("exp-log", {"[<options>] [<run>]"});
  parser.positionals(runs, 1);
  parser.flag("-f,--follow", options.follow, "go on with what the run prints until it ends");
  parser.value("-n,--lines", "n", lines, "only the last <n> lines");
  parser.value("--attempt", "n", attempt, "only what this attempt printed");
  cli::add_verbosity(parser, options.verbosity);
  parser.parse(words);

  if (!runs.empty()) options.run = runs.front();
  if (lines) options.lines = static_cast<std::size_t>(cli::parse_number_option("--lines", *lines, 0));
  if (attempt) options.attempt = cli::parse_number_option("--attempt", *attempt, 1);
  if (options.follow && options.attempt)
    throw base::UsageError(
        "options '--follow' and '--attempt' have no use together: the last attempt is the one that goes on");
  return options;
}

}  // namespace exp_log
