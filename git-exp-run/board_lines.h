#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "experiment/progress.h"
#include "experiment/record.h"

/// The lines that are drawn while several runs go on.
namespace exp_run {

/// A run that goes on.
struct BoardRun {
  std::string name;
  std::string state;  ///< "starting", "running", "starting again"
  std::string point;  ///< what distinguishes it
  experiment::Progress progress;
};

/// Of a run that has a supervisor. Until that has written so, the record says that it waits, or how the attempt before ended.
std::string state_word(const std::optional<experiment::Record>& record);

/// A line each, what means the same below each other; what distinguishes it comes last, because it may be long.
std::vector<std::string> format_runs(const std::vector<BoardRun>& runs);

struct BoardSum {
  std::size_t running = 0, waiting = 0, finished = 0, bad = 0;
  std::string waits_for;  ///< "a place", "a device"; "" where that is not known
  std::int64_t elapsed_ms = 0;
  std::optional<std::int64_t> left_ms;
};
/// "2 running, 5 waiting, 3 finished, 1 not · 12 min 3 s, 40 min 0 s left"
std::string format_sum(const BoardSum& sum);

/// Until all have ended, if `waiting` more come after those that run, as many at once as now, each as long as those that finished
/// (`usual_ms`), or else as those that run and know how long they take. Nothing where that says too little.
std::optional<std::int64_t> estimate_left(const std::vector<BoardRun>& running, std::size_t waiting,
                                          std::optional<std::int64_t> usual_ms);

}  // namespace exp_run
