#include "options.h"

#include "base/error.h"

namespace exp_clean {

Options parse_options(const cli::Words& words) {
  Options options;
  bool dry_run = false, json = false, porcelain = false;
  cli::OptionParser parser("exp-clean", {"[<options>] [--force] <run>... | <experiment>..."});
  parser.positionals(options.words);
  parser.flag("-n,--dry-run", dry_run, "show what would be removed (default)");
  parser.flag("-f,--force", options.force, "remove it: folders, records, and names of experiments without runs");
  parser.flag("--finished", options.finished, "runs that have finished, too");
  parser.flag("--presumed-lost", options.presumed_lost, "runs, too, that may still be alive on another host");
  parser.section("How it is shown");
  parser.flag("--json", json, "as JSON");
  parser.flag("--porcelain", porcelain, "for scripts: a line each, tabs between");
  cli::add_verbosity(parser, options.verbosity);
  parser.parse(words);
  if (options.words.empty()) throw base::UsageError("which runs, or which experiment, is to be said");
  if (dry_run && options.force) throw base::UsageError("options '--dry-run' and '--force' have no use together");
  if (json && porcelain) throw base::UsageError("options '--json' and '--porcelain' have no use together");
  options.output = json ? Output::json : porcelain ? Output::porcelain : Output::people;
  return options;
}

}  // namespace exp_clean
