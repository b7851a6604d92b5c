#include "options.h"

#include "base/error.h"
#include "base/file.h"
#include "base/text.h"
#include "experiment/set_file.h"
#include "table/filter.h"
#include "table/format.h"

namespace exp_table {
namespace {

/// What is parsed further once all words are known.
struct Texts {
  std::optional<std::string> format, columns, top, precision, group_by;
  std::vector<std::string> sort;
};

void declare(cli::OptionParser& parser, Options& options, Texts& texts, cli::Words& words) {
  parser.positionals(words);
  parser.section("Which runs");
  parser.repeated("--runs", "run", options.runs, "these runs (patterns too) instead of a set");
  parser.flag("--all", options.all, "every known run instead of a set");
  parser.value("--filter", "condition", options.filter, "only runs for which it holds: 'val/acc > 0.9 and lr < 1e-3'");
  parser.section("What is shown, and how");
  parser.value("--columns", "list", texts.columns, "these columns: 'lr,val/acc:max as best,loss/*'");
  parser.flag("--only-changed", options.only_changed, "without the columns that are the same in every run");
  parser.repeated("--sort", "[-]column", texts.sort, "by this column, with - the largest first");
  parser.value("--top", "n", texts.top, "only the first <n> rows");
  parser.optional_value("--group-by", "columns", texts.group_by, "a row for all runs that are equal in these");
  parser.flag("--reruns", options.counts_reruns, "with --group-by: count reruns of the same seed as samples");
  parser.value("--precision", "n", texts.precision, "round metrics to <n> digits after the point");
  parser.section("Where it goes");
  parser.value("--format", "format", texts.format, "csv, tsv, json, ndjson, md, latex or html; writes no table file");
  parser.value("-o,--output", "file", options.output, "into this file, in the format of its ending");
  parser.flag("--[no-]formula-guard", options.formula_guard,
              "csv, tsv: ' before what a spreadsheet would run (default)");
  cli::add_verbosity(parser, options.verbosity);
}

void check_choice(const Options& options) {
  if (options.all && options.by_runs) throw base::UsageError("options '--all' and '--runs' have no use together");
  if (options.all && !options.sets.empty())
    throw base::UsageError("option '--all' takes every known run: a set has no use with it");
  for (const auto& set : options.sets) experiment::check_set_name(set);
  if (options.sets.size() > 1 && (options.format || options.output))
    throw base::UsageError("options '--format' and '--output' take one set at a time");
  if (options.output && options.output->empty()) throw base::UsageError("option '--output' wants the name of a file");
}

std::optional<table::Format> find_format(const Texts& texts, const Options& options) {
  if (texts.format) {
    if (const auto format = table::parse_format(*texts.format)) return format;
    throw base::UsageError("option '--format' wants csv, tsv, json, ndjson, md, latex or html, not " +
                           base::quoted(*texts.format));
  }
  if (!options.output) return std::nullopt;
  const std::string name = base::path_name(*options.output);
  const std::string ending = name.substr(name.rfind('.') + 1);
  return ending == "tex" ? table::Format::latex : ending == "htm" ? table::Format::html : table::parse_format(ending);
}

std::optional<int> parse_precision(const std::optional<std::string>& text) {
  if (!text) return std::nullopt;
  const auto digits = cli::parse_number_option("--precision", *text, 0);
  if (digits > table::largest_precision)
    throw base::UsageError("option '--precision' wants at most " + std::to_string(table::largest_precision) +
                           " digits");
  return static_cast<int>(digits);
}

}  // namespace

Options parse_options(const cli::Words& words) {
  Options options;
  Texts texts;
  cli::Words positionals;
  cli::OptionParser parser("exp-table", {"[<options>] [<set>...]", "[<options>] --runs <run>...", "[<options>] --all"});
  declare(parser, options, texts, positionals);
  parser.parse(words);

  options.by_runs = !options.runs.empty();
  // `--runs 'a/*' 'b/*'`: the words that follow are runs as well.
  auto& target = options.by_runs ? options.runs : options.sets;
  target.insert(target.end(), positionals.begin(), positionals.end());
  options.format = find_format(texts, options);
  check_choice(options);
  options.precision = parse_precision(texts.precision);
  if (texts.top) options.top = static_cast<std::size_t>(cli::parse_number_option("--top", *texts.top, 1));
  if (texts.columns) options.columns = table::parse_columns(*texts.columns);
  if (options.filter) table::Filter::parse(*options.filter);
  for (const auto& text : texts.sort)
    for (auto& key : table::parse_sort(text)) options.sort.push_back(std::move(key));
  options.grouped = texts.group_by.has_value();
  if (options.counts_reruns && !options.grouped) throw base::UsageError("option '--reruns' is for '--group-by'");
  if (texts.group_by && !texts.group_by->empty()) options.group_by = table::parse_columns(*texts.group_by);
  return options;
}

}  // namespace exp_table
