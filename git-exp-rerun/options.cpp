#include "options.h"

#include "base/error.h"
#include "experiment/seed.h"

namespace exp_rerun {
namespace {

struct Typed {
  std::optional<std::string> set, seed, seeds, message, timeout, verify, keep;
};

void declare(cli::OptionParser& parser, Options& options, Typed& typed) {
  parser.positionals(options.runs);
  parser.section("What runs again");
  parser.value("-s,--set", "set", typed.set, "all runs of a set, to verify them");
  parser.value("--seed", "n", typed.seed, "take this seed instead of the stored one");
  parser.value("--seeds", "a..b", typed.seeds, "a run for each seed from a to b");
  parser.flag("--new-seed", options.new_seed, "draw a new seed");
  parser.value("-m,--message", "text", typed.message, "what the new run is about");
  parser.flag("-d,--detach", options.detach, "in the background, in a checkout of its own");
  parser.value("--timeout", "duration", typed.timeout, "stop it after 90s, 15m, 2h, 1-00:00:00");
  parser.value("--notify", "command", options.notify, "run this at the end, with the state in its variables");
  parser.flag("--trust", options.trust, "run the commands of records that somebody else made");
  parser.section("Compare");
  parser.optional_value("--verify", "tolerance", typed.verify,
                        "compare the metrics: exactly, or within 1e-6 or 1e-6rel");
  parser.flag("--strict", options.strict, "compare also what measures the machine (exp.verifyIgnore)");
  parser.value("--keep", "yes|no", typed.keep, "with no, remove the new run's folder when it agrees");
  parser.flag("--json", options.json, "print the verdicts as JSON");
  parser.flag("--porcelain", options.porcelain, "print the verdicts for programs, a line each");
  parser.section("Talk");
  cli::add_verbosity(parser, options.verbosity);
}

std::int64_t seed_of(const char* option, const std::string& text) {
  const auto seed = experiment::parse_seed(text);
  if (!seed)
    throw base::UsageError("option '" + std::string(option) + "' wants a whole number from 0 to 2147483647, not " +
                           base::quoted(text));
  return *seed;
}

void read_verify(const Typed& typed, Options& options) {
  options.verify = typed.verify.has_value();
  if (options.verify && !typed.verify->empty()) {
    const auto tolerance = experiment::parse_tolerance(*typed.verify);
    if (!tolerance)
      throw base::UsageError("option '--verify' wants a tolerance such as 1e-6 or 1e-6rel, not " +
                             base::quoted(*typed.verify));
    options.tolerance = *tolerance;
  }
  if (!typed.keep) return;
  if (*typed.keep != "yes" && *typed.keep != "no")
    throw base::UsageError("option '--keep' wants yes or no, not " + base::quoted(*typed.keep));
  options.keep = *typed.keep == "yes";
}

void check_combination(const Options& options) {
  const bool other_seed = options.seed || options.seeds || options.new_seed;
  if ((options.seed && options.seeds) || (options.new_seed && (options.seed || options.seeds)))
    throw base::UsageError("options '--seed', '--seeds' and '--new-seed' exclude each other");
  if (options.verify && other_seed)
    throw base::UsageError("option '--verify' compares runs of one seed: another one has no use with it");
  if (!options.verify && (options.strict || !options.keep || options.json || options.porcelain || options.set))
    throw base::UsageError(options.set ? "option '--set' is for '--verify'"
                                       : "options '--strict', '--keep', '--json' and '--porcelain' are for '--verify'");
  if (options.verify && options.detach)
    throw base::UsageError("option '--verify' waits for its runs: '--detach' has no use with it");
  if (options.json && options.porcelain)
    throw base::UsageError("options '--json' and '--porcelain' exclude each other");
  if (options.runs.size() > 1 && !options.verify) throw base::UsageError("one run at a time, but with '--verify'");
}

}  // namespace

Options parse_options(const cli::Words& words) {
  Options options;
  Typed typed;
  cli::OptionParser parser("exp-rerun",
                           {"[<options>] [<run>]", "--verify[=<tolerance>] [<options>] (<run>... | -s <set>)"});
  declare(parser, options, typed);
  parser.parse(words);
  options.set = typed.set;
  options.message = typed.message.value_or("");
  if (typed.seed) options.seed = seed_of("--seed", *typed.seed);
  if (typed.seeds) options.seeds = experiment::parse_seed_range("--seeds", *typed.seeds);
  if (typed.timeout) options.timeout_ms = cli::parse_duration_option("--timeout", *typed.timeout);
  read_verify(typed, options);
  check_combination(options);
  return options;
}

}  // namespace exp_rerun
