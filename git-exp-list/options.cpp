#include "options.h"

#include <algorithm>

#include "base/error.h"
#include "base/text.h"
#include "experiment/run_state.h"

namespace exp_list {
namespace {

std::string hyphenated(const std::string& state) {
  return base::replace_all(state, " ", "-");
}

/// "failed,presumed-lost", and `active` and `unfinished` for what they comprise.
std::vector<std::string> parse_states(const std::string& text) {
  std::vector<std::string> states, known = {"active", "unfinished"};
  for (const auto& state : experiment::run_state_names()) known.push_back(hyphenated(state));
  for (const auto& part : base::split(text, ',')) {
    const std::string word = hyphenated(base::lower_ascii(base::trim(part)));
    if (std::find(known.begin(), known.end(), word) == known.end())
      throw base::UsageError("option '--state' knows no state " + base::quoted(part) + ", but " +
                             base::join(known, ", "));
    for (const auto& state : experiment::run_state_names()) {
      const bool is_active = state == "running" || state == "queued" || state == "requeued";
      const bool is_unfinished = !is_active && state != "finished" && state != "newer version";
      if (word == hyphenated(state) || (word == "active" && is_active) || (word == "unfinished" && is_unfinished))
        states.push_back(state);
    }
  }
  return states;
}

SortBy parse_sort(const std::string& text) {
  const bool descending = text.starts_with("-");
  SortBy sort{text.substr(descending ? 1 : 0), descending};
  if (sort.column.empty()) throw base::UsageError("option '--sort' wants the name of a column");
  return sort;
}

}  // namespace

Options parse_options(const cli::Words& words) {
  Options options;
  bool json = false, porcelain = false;
  std::optional<std::string> states, sort, limit;
  cli::OptionParser parser("exp-list", {"[<options>]", "[<options>] -r", "[<options>] <experiment>..."});
  parser.positionals(options.words);
  parser.section("What is listed");
  parser.flag("-r,--runs", options.runs, "runs, not experiments");
  parser.value("--state", "state,...", states, "only runs in these states; experiments that have one");
  parser.value("--sort", "[-]column", sort, "by this column, with - the largest first (default: newest first)");
  parser.value("-n,--limit", "n", limit, "only the first <n>");
  parser.section("How");
  parser.flag("--json", json, "as JSON");
  parser.flag("--porcelain", porcelain, "a line each, tabs between fields: for programs");
  cli::add_verbosity(parser, options.verbosity);
  parser.parse(words);

  if (json && porcelain) throw base::UsageError("options '--json' and '--porcelain' have no use together");
  options.form = json ? Form::json : porcelain ? Form::porcelain : Form::text;
  options.runs = options.runs || !options.words.empty();
  if (states) options.states = parse_states(*states);
  if (sort) options.sort = parse_sort(*sort);
  if (limit) options.limit = static_cast<std::size_t>(cli::parse_number_option("--limit", *limit, 1));
  return options;
}

}  // namespace exp_list
