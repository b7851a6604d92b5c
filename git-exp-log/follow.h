#pragma once

#include <cstdint>

#include "experiment/index.h"

namespace exp_log {

/// How the log is shown while it is followed.
struct Display {
  bool is_terminal = false;
  bool colour = false;
};

/// Shows the log from `begin` on and what comes, until the run ends: its state is said whenever it changes, and its end.
/// The folder must be here. Looks four times a second; nothing else tells over a network file system. The run is not
/// touched. Status 0; 1 if the end cannot be seen (lost, removed, a newer version's); 130 after ^C.
int follow(const experiment::Store& store, const experiment::ResolvedRun& run, std::int64_t begin,
           const Display& display);

}  // namespace exp_log
