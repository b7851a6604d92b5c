#pragma once

#include "experiment/record.h"
#include "experiment/store.h"

namespace supervise {

/// A run that has ended goes into the set of exp.autoRecord, one that finished into `finished.txt` too. Trouble is a warning, with what
/// to type; never throws a UserError.
void extend_sets(const experiment::Store& store, const experiment::Record& record);

}  // namespace supervise
