#pragma once

#include <string>
#include <vector>

#include "experiment/store.h"
#include "table/select.h"
#include "table/table.h"

/// Runs as rows: what their folders say, or the notes, where these have a newer record or the folder is not here. Evaluations
/// and copies of folders are left out unless they are named.
namespace exp_table {

struct Rows {
  table::Table table;
  table::RowList shown;     ///< in the order in which they are shown
  std::size_t unknown = 0;  ///< names that no run has, each warned of
};

/// In the set's order. A folder without a record, left by an older tool, counts with what its statistic.json says.
/// Of those that exp-clean removed one line tells how many, and how they are taken out of `set`; "" is no set.
Rows read_rows_of_set(const experiment::Store& store, const std::vector<std::string>& names, const std::string& set);

/// RUN words and patterns, each run once: in the order of the words, what a pattern matches in natural order. UserError
/// for what no run is called or matches.
Rows read_rows_of_words(const experiment::Store& store, const std::vector<std::string>& words);

/// Every known run, in natural order of their names.
Rows read_all_rows(const experiment::Store& store);

/// The set `finished`: every finished run, in order of their last change (their end).
Rows read_finished_rows(const experiment::Store& store);

}  // namespace exp_table
