#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "experiment/index.h"
#include "experiment/progress.h"
#include "experiment/run_state.h"
#include "usage.h"

namespace exp_status {

enum class Group { running, queued, lost, ended };
const char* format_group(Group group);

/// A run as it is at a moment.
struct Item {
  Group group = Group::running;
  experiment::KnownRun run;
  experiment::RunState state;
  experiment::Progress progress;
  std::optional<Usage> usage;        ///< of a running one on this host
  std::optional<std::size_t> place;  ///< of a queued one: 1 is next
  bool is_attended = true;           ///< of a queued one: somebody starts it
  std::optional<base::Timestamp>
      again_at;                         ///< of one that failed and is to be taken up again: it is among the queued ones
  std::optional<base::Timestamp> sign;  ///< of a lost one: the last sign of life

  const std::string& name() const { return run.record.run; }
  const experiment::Attempt* attempt() const {
    return run.record.attempts.empty() ? nullptr : &run.record.attempts.back();
  }
  const std::string& user() const { return attempt() ? attempt()->user : run.record.user; }
};

struct Look {
  base::Timestamp at;
  std::size_t more_ended = 0;  ///< that are not among the items
  std::vector<Item>
      items;  ///< by group; running and lost ones by name, queued ones as they come, ended ones newest first

  bool has_others = false;  ///< some of them are another user's

  std::size_t count(Group group) const;
};

/// Reads the markers of active runs, their records, the ends of their metrics or logs, and what is queued; on all processors. Ended
/// are those of this user since `since`. Nothing is changed.
Look take_look(const experiment::Store& store, base::Timestamp since);

}  // namespace exp_status
