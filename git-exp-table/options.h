#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/options.h"
#include "table/column.h"
#include "table/writer.h"

namespace exp_table {

struct Options {
  std::vector<std::string> sets;  ///< as typed; none: `record`, else `finished`
  bool by_runs = false;           ///< --runs: `runs` instead of sets
  std::vector<std::string> runs;  ///< RUN words, globs too
  bool all = false;               ///< every known run instead of sets

  std::vector<table::ColumnSpec> columns;  ///< none: by the title file, else all
  std::optional<std::string> filter;       ///< its syntax is checked
  std::vector<table::SortKey> sort;
  std::optional<std::size_t> top;
  bool only_changed = false;
  bool grouped = false;
  bool counts_reruns = false;               ///< groups count a rerun beside the run that it repeats
  std::vector<table::ColumnSpec> group_by;  ///< none: by the parameters that tell experiments apart
  std::optional<int> precision;

  std::optional<table::Format> format;  ///< --format, else by the ending of `output`; none: the aligned table
  std::optional<std::string> output;    ///< -o
  bool formula_guard = true;
  cli::Verbosity verbosity;

  /// The set's own files hold the whole set: they are not written where something else is asked for.
  bool writes_table() const {
    const bool is_whole =
        !by_runs && !all && !filter && !top && !grouped && columns.empty() && !only_changed && !precision;
    return is_whole && !format && !output;
  }
};

Options parse_options(const cli::Words& words);

}  // namespace exp_table
