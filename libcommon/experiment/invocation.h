#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "experiment/record.h"
#include "experiment/settings.h"

/// From a record to what is executed: placeholders, overrides, environment. Contract: storage.md, "Variables and placeholders".
namespace experiment {

struct RunPaths {
  std::string folder;  ///< absolute
  std::string run_json() const;
  std::string log() const;
  std::string heartbeat() const;
  std::string stop() const;
  std::string supervisor_log() const;  ///< what the supervisor of a run in the background had to say
  std::string queue() const;           ///< while it waits in a queue: the submission's folder
  std::string statistic() const;
  std::string metrics() const;
  std::string environment() const;
  std::string edits() const;
  std::string checkpoint_dir() const;
  std::string tensorboard_dir() const;
  std::string params_file() const;  ///< params.json: the overrides, for GIT_EXP_PARAMS
  std::string claim(std::int64_t attempt) const;
};

/// The words to execute: exactly `{seed} {run} {tag} {id} {dir} {checkpoint_dir}`, `{config}` of a run that has a config file, and
/// `{name}` of each override replaced in one pass, everything else byte for byte; overrides without a
/// placeholder are appended in `style`. Of several overrides of one name the last counts, in the place of the first; one
/// that has the name of a placeholder wins over it. A name that begins with '-' is appended without further dashes.
/// The words are those of the last attempt, where it has its own; `{resume}` is a placeholder where `resume_from` is not "".
std::vector<std::string> compose_command(const Record& record, const RunPaths& paths, OverrideStyle style,
                                         const std::string& resume_from = "");

/// The whole environment: ours, without git's repository variables (`git rev-parse --local-env-vars`), with GIT_EXP_*,
/// with PYTHONHASHSEED (the root seed) and PYTHONUNBUFFERED=1 unless set, and --env last. `resume_from` "" leaves
/// GIT_EXP_RESUME unset, also where we inherited one.
std::vector<std::string> compose_environment(const Record& record, const RunPaths& paths, std::int64_t attempt,
                                             const std::string& resume_from);

/// The text of params_file(): one object, numbers bare, in the order of the overrides.
std::string format_params_file(const Record& record);

}  // namespace experiment
