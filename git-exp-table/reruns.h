#pragma once

#include <vector>

#include "table/column.h"
#include "table/select.h"

namespace exp_table {

/// `rows` without those that are the same sample as another one of them: a rerun (`rerun_of`) of a run that is there and
/// has finished, of the same commit and seed, and equal to it in `keys`. One of another seed is a sample of its own, and so
/// is one whose original failed, or is not among the rows.
table::RowList without_reruns(const table::Table& table, const table::RowList& rows,
                              const std::vector<table::Column>& keys);

}  // namespace exp_table
