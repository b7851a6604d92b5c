#pragma once

#include <string>
#include <vector>

#include "base/time.h"
#include "experiment/deletion.h"
#include "experiment/run_state.h"
#include "names.h"
#include "refusal.h"

namespace exp_clean {

struct PlannedRun {
  experiment::ResolvedRun run;
  experiment::RunState state;
  experiment::FolderSize size;
  Refusal refusal;
};

/// A table of the runs, and a line for each name; "" if there is nothing. `width` 0: as wide as it gets.
std::string format_for_people(const std::vector<PlannedRun>& runs, const Names& names, base::Timestamp now,
                              std::size_t width, bool colour);
/// {"removed": …, "runs": [{name, run, uuid, state, created, bytes, files, folder, refused}], "tags": [], "refs": []}
std::string format_json(const std::vector<PlannedRun>& runs, const Names& names, bool removed);
/// Lines "run", name, uuid, state, created, bytes, folder, why it is refused; "tag", name, commit; "ref", name.
std::string format_porcelain(const std::vector<PlannedRun>& runs, const Names& names);

}  // namespace exp_clean
