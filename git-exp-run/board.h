#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "board_lines.h"
#include "cli/verbosity.h"
#include "experiment/store.h"
#include "queue/dispatcher.h"

namespace exp_run {

/// Shows how a submission gets on, on standard error. On a terminal a line for each run that goes on, and one for all, are drawn
/// anew twice a second, with what has ended above them; elsewhere a line is written when a run starts and when it ends.
class Board final : public queue::DispatchEvents {
 public:
  Board(const experiment::Store& store, const queue::Submission& submission, const cli::Verbosity& verbosity);

  void started(const queue::QueuedRun& run) override;
  void ended(const queue::QueuedRun& run, experiment::State state) override;
  void not_started(const queue::QueuedRun& run) override;
  void stopping(bool all) override;
  void tick() override;
  int tick_ms() const override;

  /// Says what became of all; returns the exit status.
  int close(const queue::Outcome& outcome);

 private:
  void erase();
  void say(const std::string& line);
  std::vector<BoardRun> look() const;
  std::string what_is_waited_for() const;
  std::string sum_line(const std::vector<BoardRun>& runs) const;

  const experiment::Store& store_;
  const queue::Submission& submission_;
  const bool draws_;
  const std::string places_folder_;
  const std::int64_t began_;
  std::map<std::string, std::string> running_;  ///< run, and what distinguishes it
  std::map<std::string, experiment::State> ended_;
  std::int64_t finished_ms_ = 0, timed_ = 0;  ///< how long those that finished took together, and how many they are
  std::size_t drawn_lines_ = 0;
  std::string stop_note_;
};

}  // namespace exp_run
