#include "options.h"

#include <algorithm>
#include <array>

#include "base/error.h"

namespace exp_diff {
namespace {

struct Section {
  const char* name;
  bool Options::*member;
  const char* help;
};
constexpr std::array<Section, 5> sections = {{
    {"command", &Options::command, "command, seed, overrides, variables that were set, folder"},
    {"params", &Options::params, "hyper-parameters"},
    {"metrics", &Options::metrics, "metrics, with their difference"},
    {"env", &Options::environment, "GPUs, drivers, packages, variables, host"},
    {"code", &Options::code, "the code, by git diff"},
}};

/// Sections that are named are the only ones; those that are named with `no-` are left out.
void choose_sections(const cli::Words& words, Options& options) {
  const auto end = std::find(words.begin(), words.end(), "--");
  const auto has = [&](const std::string& word) { return std::find(words.begin(), end, word) != end; };
  const bool any =
      std::any_of(sections.begin(), sections.end(), [&](const Section& s) { return has(std::string("--") + s.name); });
  for (const auto& section : sections) {
    const bool named = has(std::string("--") + section.name), left_out = has(std::string("--no-") + section.name);
    if (named && left_out)
      throw base::UsageError(std::string("options '--") + section.name + "' and '--no-" + section.name +
                             "' have no use together");
    options.*section.member = !left_out && (named || !any);
  }
}

void check(const Options& options) {
  if (options.words.empty()) throw base::UsageError("two runs or experiments are to be named, or more");
  if (!options.stat && options.diff_options.empty()) return;
  const std::string what = options.stat ? "option '--stat'" : "what stands behind '--' is for git diff, and";
  if (!options.code) throw base::UsageError(what + " has no use where the code is left out");
  if (options.words.size() > 2)
    throw base::UsageError(what + " is for two runs: of more, only the commits are compared");
  if (options.output != Output::people) throw base::UsageError(what + " has no use with '--json' and '--porcelain'");
}

}  // namespace

Options parse_options(const cli::Words& words) {
  Options options;
  bool json = false, porcelain = false;
  bool seen = false;  // which ones were named is asked of the words: a flag does not tell "no" from "not said"
  cli::OptionParser parser("exp-diff",
                           {"[<options>] <run> [<run>] [-- <git diff options>]", "[<options>] <run> <run> <run>..."});
  parser.positionals(options.words);
  parser.program(options.diff_options);
  parser.section("What is compared: these only, or all but these");
  for (const auto& section : sections) parser.flag(std::string("--[no-]") + section.name, seen, section.help);
  parser.section("How it is shown");
  parser.flag("--stat", options.stat, "of the code only which files differ, and how much");
  parser.flag("--exit-code", options.exit_code, "exit with 1 if anything differs, as git diff does");
  parser.flag("--json", json, "as JSON");
  parser.flag("--porcelain", porcelain, "for scripts: a line for each difference, tabs between");
  cli::add_verbosity(parser, options.verbosity);
  parser.parse(words);

  if (json && porcelain) throw base::UsageError("options '--json' and '--porcelain' have no use together");
  options.output = json ? Output::json : porcelain ? Output::porcelain : Output::people;
  choose_sections(words, options);
  // `--params --stat` asks for the code as well.
  options.code = options.code || (options.stat && std::find(words.begin(), words.end(), "--no-code") == words.end());
  check(options);
  return options;
}

}  // namespace exp_diff
