#pragma once

#include <string>
#include <vector>

#include "experiment/bulk_read.h"
#include "experiment/index.h"
#include "note_facts.h"
#include "table/table.h"

/// A run as a row of the table: about the run `state`, `tag`, `id`, `uuid`, `commit`, `seed`, `created`, `updated`,
/// `message`, `label`, `path`, `rerun_of` (the uuid of the run that it repeats), then its parameters and metrics.
namespace exp_table {

/// The names of what is said about the run itself, whether a run has it or not.
const std::vector<std::string>& run_fields();

/// From what its folder says; `fact` is what the notes add, or null.
void add_row(table::Batch& batch, std::size_t position, const experiment::BulkRow& row, const std::string& folder,
             const NoteFact* fact);

/// From a record that was found otherwise.
void add_row(table::Batch& batch, std::size_t position, const experiment::ResolvedRun& run);

}  // namespace exp_table
