#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "experiment/owned_lock.h"
#include "experiment/record.h"
#include "experiment/store.h"
#include "queue/submission.h"

namespace queue {

/// What the one who waits is told; all calls come from dispatch(), one at a time.
class DispatchEvents {
 public:
  virtual ~DispatchEvents() = default;
  virtual void started(const QueuedRun&) {}
  virtual void ended(const QueuedRun&, experiment::State) {}
  /// No supervisor got so far as to claim it; it stays in the queue.
  virtual void not_started(const QueuedRun&) {}
  /// The first ^C: nothing more is started, what runs may end. The second: what runs is stopped.
  virtual void stopping(bool /*all*/) {}
  /// Again and again while runs go on, at least so often (ms); -1: never.
  virtual void tick() {}
  virtual int tick_ms() const { return -1; }
};

struct EndedRun {
  std::string run;
  experiment::State state;
};

struct Outcome {
  std::vector<EndedRun> ended;   ///< in the order of their ends; of one that was retried its last
  std::size_t still_queued = 0;  ///< were not started: ^C, --fail-fast, or could not be
  bool was_stopped = false;      ///< ^C
  std::size_t finished() const;
};

/// Starts the runs of a submission that wait, each as a process of its own with its own session, as places and devices allow,
/// and waits for them. The caller holds the submission's `office`, which is renewed meanwhile, and has no other thread. When no run of it waits any more the
/// submission is removed. If this process is killed, what runs goes on, and what waits stays queued.
Outcome dispatch(const experiment::Store& store, const Submission& submission, const experiment::OwnedLock& office,
                 DispatchEvents& events);

}  // namespace queue
