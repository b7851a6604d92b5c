#include "options.h"

#include "base/error.h"

namespace exp_show {

Options parse_options(const cli::Words& words) {
  Options options;
  bool json = false, porcelain = false;
  Sections& sections = options.sections;
  cli::OptionParser parser("exp-show", {"[<options>] [<run>...]", "--path [<run>...]"});
  parser.positionals(options.runs);
  parser.section("What is shown (several combine; default: an overview of all)");
  parser.flag("--params", sections.params, "parameters");
  parser.flag("--metrics", sections.metrics, "metrics");
  parser.flag("--env", sections.environment, "the whole environment: packages, machine, variables");
  parser.flag("--files", sections.files, "every file of the run's folder");
  parser.flag("--log", sections.log, "the log");
  parser.flag("--path", options.path, "only the folder's path: cd \"$(git exp-show --path @)\"");
  parser.section("How");
  parser.flag("--json", json, "as JSON: the whole record");
  parser.flag("--porcelain", porcelain, "a key and a value on a line, a tab between them: for programs");
  cli::add_verbosity(parser, options.verbosity);
  parser.parse(words);

  if (json && porcelain) throw base::UsageError("options '--json' and '--porcelain' have no use together");
  options.form = json ? Form::json : porcelain ? Form::porcelain : Form::text;
  if (options.path && (sections.any() || options.form != Form::text))
    throw base::UsageError("option '--path' stands alone");
  if (sections.log && options.form != Form::text)
    throw base::UsageError("option '--log' has no use with '--json' and '--porcelain': git exp-log prints it");
  return options;
}

}  // namespace exp_show
