#include "options.h"

#include "base/error.h"
#include "base/text.h"
#include "experiment/seed.h"

namespace exp_run {
namespace {

/// The texts as they were typed, before they are checked.
struct Typed {
  std::vector<std::string> positionals, overrides, extra, env;
  std::optional<std::string> seed, message, timeout;
  BatchOptionsReader batch;
};

void declare(cli::OptionParser& parser, Options& options, Typed& typed) {
  parser.positionals(typed.positionals, 1);
  parser.program(options.command);
  parser.section("Which experiment");
  parser.flag("-N,--next", options.next, "take the next free name: <tag>-2, <tag>-3, ...");
  parser.value("-m,--message", "text", typed.message, "what this run is about");
  parser.repeated("--extra", "words", typed.extra, "append words; the experiment is <tag>_<words>");
  parser.value("--config", "file", options.config, "a tracked file; the experiment has its name");
  parser.flag("--name-from-path", options.name_from_path, "with --config: the folders of the file too");
  parser.flag("--again", options.again, "although the same run is active");
  parser.value("--fork", "run[:epoch]|file", options.fork,
               "start from this checkpoint: :best, :last, an epoch, a file");
  parser.section("How it runs");
  parser.repeated("-S,--set-param", "name=value", typed.overrides, "set a parameter of the command");
  parser.flag("-f,--fix-seed", options.fix_seed, "take the seed of exp.seed (default 0)");
  parser.value("--seed", "n", typed.seed, "take this seed");
  parser.repeated("--env", "name=value", typed.env, "set a variable for the program");
  parser.value("--timeout", "duration", typed.timeout, "stop it after 90s, 15m, 2h, 1-00:00:00");
  parser.flag("-d,--detach", options.detach, "in the background, in a checkout of its own");
  parser.flag("--snapshot", options.snapshot, "freeze the tree as it is, new files too, into a commit");
  parser.value("--notify", "command", options.notify, "run this at the end, with the state in its variables");
  typed.batch.declare(parser);
  parser.section("Without a record");
  parser.flag("-n,--dry-run", options.dry_run, "show command, environment and paths; write nothing");
  parser.flag("--trial", options.trial, "a try that leaves no tag and no record");
  parser.section("Talk");
  cli::add_verbosity(parser, options.verbosity);
}

std::pair<std::string, std::string> name_and_value(std::string_view option, const std::string& text) {
  const auto equals = text.find('=');
  if (equals == text.npos || equals == 0)
    throw base::UsageError("option '" + std::string(option) + "' wants <name>=<value>, not " + base::quoted(text));
  return {text.substr(0, equals), text.substr(equals + 1)};
}

/// A name given twice is one parameter: the last value wins, in the first one's place.
NamedValues named_values(std::string_view option, const std::vector<std::string>& texts) {
  NamedValues values;
  for (const auto& text : texts) {
    auto [name, value] = name_and_value(option, text);
    bool replaced = false;
    for (auto& [known, old] : values) {
      if (known != name) continue;
      old = value;
      replaced = true;
    }
    if (!replaced) values.emplace_back(std::move(name), std::move(value));
  }
  return values;
}

std::int64_t seed_of(const std::string& text) {
  const auto seed = experiment::parse_seed(text);
  if (!seed)
    throw base::UsageError("option '--seed' wants a whole number from 0 to 2147483647, not " + base::quoted(text));
  return *seed;
}

void check_combination(const Options& options) {
  if (options.fix_seed && options.seed) throw base::UsageError("options '--fix-seed' and '--seed' exclude each other");
  if (options.trial && options.next) throw base::UsageError("a trial makes no tag: '--next' has no use");
  if (options.trial && options.snapshot)
    throw base::UsageError("a trial has no commit, and takes the tree as it is: '--snapshot' has no use");
  if (options.fork && (options.fork->empty() || options.fork->front() == ':' || options.fork->back() == ':'))
    throw base::UsageError("option '--fork' wants <run>, <run>:<epoch>, <run>:best, <run>:last or a file, not " +
                           base::quoted(*options.fork));
  if (options.config && options.config->empty()) throw base::UsageError("option '--config' wants a file");
  if (options.name_from_path && !options.config)
    throw base::UsageError("option '--name-from-path' is for a name from '--config <file>'");
  if (options.trial && options.fork) throw base::UsageError("options '--trial' and '--fork' exclude each other");
  if (options.trial && options.notify) throw base::UsageError("a trial has no end to tell of: '--notify' has no use");
  if (options.trial && options.detach) throw base::UsageError("a trial is watched: '--detach' has no use with it");
  if (options.batch.seeds && (options.seed || options.fix_seed))
    throw base::UsageError("option '--seeds' excludes '--seed' and '--fix-seed'");
  if (options.trial && options.batch.wanted()) throw base::UsageError("a trial is one run, here and now");
  if (options.trial && options.dry_run) throw base::UsageError("options '--trial' and '--dry-run' exclude each other");
}

}  // namespace

Options parse_options(const cli::Words& words) {
  Options options;
  Typed typed;
  cli::OptionParser parser("exp-run", {"[<tag>] [<options>] [--] [<command>...]"});
  declare(parser, options, typed);
  parser.parse(words);

  options.separated = parser.had_separator();
  if (!typed.positionals.empty()) options.tag = typed.positionals[0];
  options.overrides = named_values("--set-param", typed.overrides);
  options.env = named_values("--env", typed.env);
  for (const auto& text : typed.extra)
    for (auto& word : base::split_words(text)) options.extra.push_back(std::move(word));
  if (!typed.extra.empty() && options.extra.empty()) throw base::UsageError("option '--extra' has no words");
  options.message = typed.message.value_or("");
  if (typed.seed) options.seed = seed_of(*typed.seed);
  if (typed.timeout) options.timeout_ms = cli::parse_duration_option("--timeout", *typed.timeout);
  options.batch = typed.batch.read();
  check_combination(options);
  return options;
}

}  // namespace exp_run
