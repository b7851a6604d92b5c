#include "options.h"

#include "base/error.h"

namespace exp_status {

Options parse_options(const cli::Words& words) {
  Options options;
  bool json = false, porcelain = false;
  cli::OptionParser parser("exp-status", {"[<options>]"});
  parser.section("What is done");
  parser.flag("--resume", options.resume, "start queued runs that nobody starts, as after a reboot");
  parser.section("How");
  parser.flag("-w,--watch", options.watch, "go on until ^C: redraw on a terminal, elsewhere print what changes");
  parser.flag("--json", json, "as JSON");
  parser.flag("--porcelain", porcelain, "a line each, tabs between fields: for programs");
  cli::add_verbosity(parser, options.verbosity);
  parser.parse(words);

  if (json && porcelain) throw base::UsageError("options '--json' and '--porcelain' have no use together");
  if (options.watch && json) throw base::UsageError("options '--watch' and '--json' have no use together");
  options.form = json ? Form::json : porcelain ? Form::porcelain : Form::text;
  return options;
}

}  // namespace exp_status
