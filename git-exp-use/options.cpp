#include "options.h"

#include "base/error.h"

namespace exp_use {

Options parse_options(const cli::Words& words) {
  Options options;
  cli::Words names;
  cli::OptionParser parser("exp-use", {"[<options>] [<tag>[/<id>]]"});
  parser.positionals(names, 1);
  parser.flag("--export", options.for_shell, "only for this shell: print the variable, for eval");
  parser.flag("--unset", options.unset, "choose none");
  cli::add_verbosity(parser, options.verbosity);
  parser.parse(words);

  if (!names.empty()) options.word = names.front();
  if (options.word && options.word->empty()) throw base::UsageError("an experiment's name is not empty");
  if (options.word && options.unset) throw base::UsageError("option '--unset' chooses none, and takes no name");
  return options;
}

}  // namespace exp_use
