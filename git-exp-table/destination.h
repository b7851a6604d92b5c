#pragma once

#include <string>

#include "base/messages.h"
#include "experiment/store.h"
#include "git/config.h"
#include "options.h"
#include "table/grid.h"
#include "view.h"

/// Where a table goes: the set's files, a file of the user's, standard output.
namespace exp_table {

/// `<statistic dir>/table/<set>.csv` and `.json`, each replaced as a whole. False, after a warning, if that cannot be.
bool write_table_files(const View& view, const experiment::Store& store, const std::string& set,
                       const Options& options);

/// options.output, replaced as a whole. Throws file_error.
void write_output_file(const View& view, const Options& options, base::Messages& messages);

/// Standard output; on a terminal coloured and fitted by git's settings, through git's pager, and with control characters
/// made harmless whatever the format.
void print_table(const View& view, const Options& options, const git::Config& config, base::Messages& messages);

}  // namespace exp_table
