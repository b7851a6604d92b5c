#pragma once

#include <optional>
#include <string>

#include "experiment/index.h"
#include "experiment/start_point.h"
#include "experiment/store.h"

/// A run that starts from a checkpoint of another one. Contract: storage.md, "The run folder".
namespace experiment {

struct ForkPoint {
  StartPoint start;                   ///< the checkpoint where it lies now
  std::optional<ResolvedRun> source;  ///< whose it is; nothing for a file that belongs to no run of this repository
  std::string run, uuid;  ///< of the run whose folder it lies in, here or in another clone; "" if there is none
  std::string sha256;     ///< what its bytes must be; "" anything

  /// As it is recorded and shown: "checkpoint/epoch_3.pth" below the run's folder, else the absolute path.
  std::string checkpoint;
};

/// `text` is RUN, RUN:<epoch>, RUN:best, RUN:last (which RUN alone means), RUN:<file of it>, or a file or folder, below
/// `here`. RUN may be the path of a run's folder, of another clone too. Where a word could be both, an existing tag and a run's folder are a RUN. UserError for what is not there: a
/// missing checkpoint lists those that are.
ForkPoint find_fork_point(const Store& store, const std::string& text, const std::string& here);

/// Where a repetition of `run` has to start, if that was a fork: its own copy, else the checkpoint of its source, by their
/// SHA-256. UserError where neither is here any more.
std::optional<ForkPoint> find_fork_point_of(const Store& store, const KnownRun& run);

/// Where a fork has its copy of the checkpoint, for GIT_EXP_RESUME of its first attempt; "" for a run that is no fork.
std::string forked_checkpoint(const Record& record, const RunPaths& paths);

/// The command of a fork's first attempt, as exp-continue composes it: with exp.resumeArgs behind it, unless it says {resume}
/// itself; empty where it is the run's own.
std::vector<std::string> words_of_fork(const std::vector<std::string>& command,
                                       const std::vector<std::string>& resume_words);

/// Into a record that has no number yet, for whoever looks at it while the checkpoint is copied.
void note_fork(Record& record, const ForkPoint& fork);

/// Of a record: "asr/0 checkpoint/epoch_3.pth (9f86d081884c)", with the beginning of the SHA-256; "" if it is no fork.
std::string describe_fork(const Record& record);

/// Copies the checkpoint to `checkpoint/forked/` of the run, which is claimed, and writes that into its record: `forked_from`
/// with the SHA-256, `resumed_from` of the last attempt, if there is one. On a UserError the run's record is as it was.
void take_checkpoint(const Store& store, const ForkPoint& fork, Record& record, const RunPaths& paths);
/// Likewise, for a run that is about to start: on a UserError it is closed as failed, and published as such.
void adopt_checkpoint(const Store& store, const ForkPoint& fork, Record& record, const RunPaths& paths);

}  // namespace experiment
