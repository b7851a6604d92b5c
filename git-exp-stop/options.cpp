#include "options.h"

#include "base/error.h"

namespace exp_stop {

Options parse_options(const cli::Words& words) {
  Options options;
  bool no_wait = false;
  cli::OptionParser parser("exp-stop", {"[<options>] [<run>...]", "[<options>] --all"});
  parser.positionals(options.words);
  parser.section("What is stopped");
  parser.flag("--all", options.all, "all active runs that are yours");
  parser.section("How");
  parser.flag("--force", options.force, "kill what does not end when it is asked twice");
  parser.flag("--now", options.now, "kill at once: nothing is saved");
  parser.flag("--no-wait", no_wait, "do not wait until they have ended");
  cli::add_verbosity(parser, options.verbosity);
  parser.parse(words);

  if (options.all && !options.words.empty()) throw base::UsageError("option '--all' has no use with names of runs");
  options.force = options.force || options.now;
  options.wait = !no_wait;
  return options;
}

}  // namespace exp_stop
