#pragma once

#include <string>
#include <vector>

#include "base/json.h"
#include "experiment/index.h"

namespace experiment {

/// One thing that differs between the worlds of two runs. `what` is for people: "gpu", "driver", "cpu", "python",
/// "package torch", "program sha256", "kernel", "host", "variable OMP_NUM_THREADS". "" = not there on that side.
/// All three are as the record has them: any text, to be made printable by who shows it.
struct EnvironmentChange {
  std::string what, before, after;
  friend bool operator==(const EnvironmentChange&, const EnvironmentChange&) = default;
};

/// What differs, most telling first: GPUs, driver, CUDA; processor; Python, packages, the program itself; modules and
/// submodules; variables of threads and devices, then the others; system and host last. Both are environment.json (see
/// supervise/environment.h) or the short summary in a record; members that one side cannot have, or says it could not
/// find out ("incomplete"), are not compared, nor what differs in any two jobs (job numbers, ports, start times).
/// Anything malformed counts as not there.
std::vector<EnvironmentChange> compare_environments(const base::Json& before, const base::Json& after);

/// environment.json of the run's folder; the record's own summary (member `environment`) where that cannot be read; an
/// empty object if there is neither.
base::Json read_run_environment(const KnownRun& run);

}  // namespace experiment
