#include "options.h"

#include "base/error.h"

namespace exp_init {
namespace {

void check_folder(const std::string& option, const std::optional<std::string>& folder) {
  if (!folder) return;
  if (folder->empty()) throw base::UsageError("option '" + option + "' wants a folder");
  // A shell replaces it only at the beginning of a word, which `--result-dir=~/x` is not.
  if ((*folder)[0] == '~')
    throw base::UsageError("option '" + option + "' got " + base::quoted(*folder) + ": write " + option +
                           " <folder>, with a blank, and the shell replaces the '~'");
}

}  // namespace

Options parse_options(const cli::Words& words) {
  Options options;
  cli::OptionParser parser("exp-init", {"[<options>]", "--check [<options>]", "--remove-hooks"});
  parser.value("--result-dir", "folder", options.result_dir, "keep results there: '__result__' becomes a link to it");
  parser.value("--data-dir", "folder", options.data_dir, "keep data there: '__data__' becomes a link to it");
  parser.flag("--gitignore", options.gitignore, "write the names into .gitignore, not info/exclude");
  parser.flag("--hooks", options.hooks, "install hooks that publish what ended elsewhere");
  parser.flag("--remove-hooks", options.remove_hooks, "take these hooks out again");
  parser.flag("--check", options.check, "list what is missing; write nothing");
  cli::add_verbosity(parser, options.verbosity);
  parser.parse(words);

  check_folder("--result-dir", options.result_dir);
  check_folder("--data-dir", options.data_dir);
  const bool makes = options.result_dir || options.data_dir || options.gitignore || options.hooks || options.check;
  if (options.remove_hooks && makes) throw base::UsageError("option '--remove-hooks' stands alone");
  return options;
}

}  // namespace exp_init
