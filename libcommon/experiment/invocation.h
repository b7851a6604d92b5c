#pragma once

#include <map>
#include <string>
#include <utility>
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
  std::string statistic() const;
  std::string metrics() const;
  std::string environment() const;
  std::string edits() const;
  std::string checkpoint_dir() const;
  std::string tensorboard_dir() const;
  std::string params_file() const;  ///< params.json: the overrides, for GIT_EXP_PARAMS
  std::string claim(std::int64_t attempt) const;
};

/// The words to execute: exactly `{seed} {run} {tag} {id} {dir} {config} {checkpoint_dir}` and `{name}` of each override
/// replaced, everything else byte for byte; overrides without a placeholder are appended in `style`.
std::vector<std::string> compose_command(const Record& record, const RunPaths& paths, OverrideStyle style);

/// The whole environment: ours, without git's repository variables (`local_variables`, from `git rev-parse
/// --local-env-vars`), with GIT_EXP_*, PYTHONHASHSEED and PYTHONUNBUFFERED unless set, and --env last.
std::vector<std::string> compose_environment(const Record& record, const RunPaths& paths, std::int64_t attempt,
                                             const std::string& resume_from);

}  // namespace experiment
