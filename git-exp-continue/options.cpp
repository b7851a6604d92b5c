#include "options.h"

#include "base/error.h"
#include "base/text.h"

namespace exp_continue {

Options parse_options(const cli::Words& words) {
  Options options;
  std::vector<std::string> runs, extra;
  std::optional<std::string> from, timeout;
  cli::OptionParser parser("exp-continue", {"[<options>] [<run>]"});
  parser.positionals(runs, 1);
  parser.section("Where it goes on");
  parser.value("--from", "checkpoint", from, "last (the default), best, an epoch's number, or a file");
  parser.repeated("--extra", "words", extra, "append words to the command, for this attempt");
  parser.section("How it runs");
  parser.flag("--force", options.force, "although it is finished, or only presumed lost");
  parser.flag("-f,--fix-seed", options.fix_seed, "accepted: the seed is always the stored one");
  parser.flag("-d,--detach", options.detach, "in the background, in a checkout of its own");
  parser.value("--timeout", "duration", timeout, "stop it after 90s, 15m, 2h, 1-00:00:00");
  parser.value("--notify", "command", options.notify, "run this at the end, with the state in its variables");
  parser.flag("--trust", options.trust, "run the command of a record that somebody else made");
  parser.section("Talk");
  cli::add_verbosity(parser, options.verbosity);
  parser.parse(words);
  if (!runs.empty()) options.run = runs[0];
  options.from = from.value_or("");
  if (from && from->empty()) throw base::UsageError("option '--from' wants last, best, an epoch or a file");
  for (const auto& text : extra)
    for (auto& word : base::split_words(text)) options.extra.push_back(std::move(word));
  if (!extra.empty() && options.extra.empty()) throw base::UsageError("option '--extra' has no words");
  if (timeout) options.timeout_ms = cli::parse_duration_option("--timeout", *timeout);
  return options;
}

}  // namespace exp_continue
