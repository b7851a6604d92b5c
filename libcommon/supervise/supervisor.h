#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "experiment/invocation.h"
#include "experiment/record.h"
#include "experiment/store.h"

/// One attempt of a prepared run, from the program's start to the published record. Every executor ends here: in the
/// foreground, later in the background and as a cluster's job.
namespace supervise {

/// How this attempt is attended.
struct Attendance {
  bool recorded = true;        ///< false: a trial; nothing but the folder's files is written
  bool in_background = false;  ///< see Background: nobody sees what the program prints
  std::optional<std::int64_t> timeout_ms;
  std::string resume_from;  ///< checkpoint; "" from the beginning
  std::string folder;       ///< where the program runs, absolute
  std::string tree;         ///< top of the live tree that is watched for drift; "" if it is a private one
  std::string index;        ///< of a `tree` that was frozen for this run (git::FrozenTree); "" if it is HEAD's
  std::string code_top;     ///< top of the tree that the program's code lies in
  std::vector<std::string> variables;  ///< of the program, "NAME=value", in place of inherited ones
  std::optional<std::string> notify;   ///< command for the end, in place of exp.notify; "" none
  /// Called once the program has ended and its outputs have been read. What it returns stands in the closing line; a
  /// UserError is said and recorded.
  std::function<std::string()> after_program;
};

struct AttemptEnd {
  int exit_status = 0;  ///< what our own caller gets: the program's, 124 after a timeout
  experiment::State state = experiment::State::failed;
};

/// `record` is the run's, state running, with its last attempt being ours, claimed and on disk in `paths.folder`.
/// Starts the program first of all. On return run.json is complete and durable, the record is pending or published, the
/// log and environment.json are closed, the hooks have run. Trouble of our own bookkeeping is warned of and recorded
/// ("trouble"); it never changes the program's exit status. Throws UserError only while there is no
/// program yet; the run is then closed as failed.
AttemptEnd supervise_attempt(const experiment::Store& store, experiment::Record& record,
                             const experiment::RunPaths& paths, const Attendance& attendance);

/// For a step before that (a checkout that cannot be had): if it throws, the run is closed as failed, with the reason, so that nobody
/// waits for it.
void or_close_run(const experiment::Store& store, experiment::Record& record, const experiment::RunPaths& paths,
                  const Attendance& attendance, const std::function<void()>& step);

}  // namespace supervise
