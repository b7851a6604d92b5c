#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/messages.h"
#include "git/config.h"
#include "git/repository.h"

namespace experiment {

enum class Direction { min, max };

/// One `exp.metric`: "val/acc:max"; split at the last colon, so that names may hold colons. Without a direction: shown only.
struct MetricGoal {
  std::string name;
  std::optional<Direction> direction;
};
std::optional<MetricGoal> parse_metric_goal(std::string_view text);

enum class OverrideStyle { equals, words, hydra };  ///< --name=value, --name value, name=value
enum class Sharing { none, group, world };

/// exp.* resolved once: git config wins over the tracked `.expconfig`; keys that hold paths must stay inside the repository
/// when they come from `.expconfig`. Defaults are the members' initial values.
struct Settings {
  std::string command;  ///< exp.command, a shell-like line split into words by the caller
  std::vector<std::string> command_words;
  std::int64_t seed = 0;                ///< exp.seed, for -f
  std::string seed_file;                ///< relative to the top
  std::string result_dir;               ///< absolute
  std::string statistic_dir;            ///< absolute `__statistic__`
  std::string tag_prefix;
  std::string statistic;                ///< exp.statistic: what the program writes by itself, relative to its folder
  std::vector<std::string> checkpoint;  ///< globs
  std::vector<std::string> metric_patterns;
  std::vector<MetricGoal> metrics;
  bool capture_metrics = true;
  OverrideStyle override_style = OverrideStyle::equals;
  std::string auto_record;              ///< set name, "" none
  Sharing sharing = Sharing::none;
};

/// Pure: from both configurations and the location. UserError names the key of a value that makes no sense.
Settings resolve_settings(const git::Config& config, const git::Config& tracked, const git::Location& location);

/// Reads `.expconfig` of the work tree's top (or of the commit, in a bare repository) by git, then resolves.
Settings load_settings(const git::Repository& repository);

/// A command line of a configuration value split as a POSIX shell would, without expansions. UserError for an open quote.
std::vector<std::string> split_command(const std::string& line);

}  // namespace experiment
