#include "options.h"

#include "base/error.h"
#include "experiment/set_file.h"

namespace exp_record {
namespace {

void check_combination(const Options& options, bool set_given) {
  const bool edits = options.label || options.message;
  if (options.pending && (!options.runs.empty() || set_given || options.remove || edits))
    throw base::UsageError("option '--pending' stands alone: the set is that of exp.autoRecord");
  if (options.remove && options.runs.empty())
    throw base::UsageError("option '--remove' wants the runs: git exp-record --remove <run>...");
  if (options.remove && edits) throw base::UsageError("options '--label' and '--message' have no use with '--remove'");
}

}  // namespace

Options parse_options(const cli::Words& words) {
  Options options;
  std::optional<std::string> set;
  cli::OptionParser parser("exp-record", {"[<options>] [<run>...]", "--remove [-s <set>] <run>...", "--pending"});
  parser.positionals(options.runs);
  parser.value("-s,--set", "set", set, "the set (default: record)");
  parser.flag("--remove", options.remove, "take the runs out of the set");
  parser.value("--label", "text", options.label, "give the runs a label");
  parser.value("-m,--message", "text", options.message, "say anew what the runs are about");
  parser.flag("--pending", options.pending, "publish the records of runs that ended elsewhere");
  cli::add_verbosity(parser, options.verbosity);
  parser.parse(words);

  options.set = set.value_or("record");
  experiment::check_set_name(options.set);
  if (options.set == "finished")
    throw base::UserError("the set 'finished' is made from the records, not by hand",
                          {"name another one: git exp-record -s <set> ..."});
  check_combination(options, set.has_value());
  options.adds = set || !(options.label || options.message);
  return options;
}

}  // namespace exp_record
