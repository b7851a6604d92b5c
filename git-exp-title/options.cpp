#include "options.h"

#include <algorithm>

#include "experiment/set_file.h"

namespace exp_title {

Options parse_options(const cli::Words& words) {
  Options options;
  cli::Words typed;
  cli::OptionParser parser("exp-title", {"[<set>...]"});
  parser.positionals(typed);
  cli::add_verbosity(parser, options.verbosity);
  parser.parse(words);

  for (const auto& set : typed) {
    experiment::check_set_name(set);
    if (std::find(options.sets.begin(), options.sets.end(), set) == options.sets.end()) options.sets.push_back(set);
  }
  return options;
}

}  // namespace exp_title
