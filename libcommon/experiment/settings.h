#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "git/config.h"
#include "git/oid.h"
#include "git/repository.h"

namespace experiment {

enum class Direction { min, max };

/// One `exp.metric`: "val/acc:max"; split at the last colon, so that names may hold colons ("mAP@0.5:0.95:max").
/// Without a direction: shown only.
struct MetricGoal {
  std::string name;
  std::optional<Direction> direction;
};
/// Nothing for an empty name, a colon at the end, and misspelt directions such as "acc:maximize".
std::optional<MetricGoal> parse_metric_goal(std::string_view text);

enum class OverrideStyle { equals, words, hydra };  ///< --name=value, --name value, name=value
/// exp.isolate: which runs get a checkout of their own. `queued`: those that do not start at once in this work tree, and
/// those whose commit is not that of a clean HEAD.
enum class Isolation { always, queued, never };
enum class Sharing { none, group, world };

/// exp.* resolved once: git config wins over the tracked `.expconfig`, key by key (a key of several values as a whole; an
/// empty value clears what stands before it). Defaults are the members' initial values.
struct Settings {
  std::string command;                     ///< exp.command as it is written
  std::vector<std::string> command_words;  ///< the same by split_command()
  std::int64_t seed = 0;                   ///< exp.seed, for -f
  std::string seed_file;                   ///< exp.seedFile, relative to the top; "" none
  std::string result_dir;                  ///< absolute
  std::string statistic_dir;               ///< absolute `__statistic__`
  std::string tag_prefix;                  ///< exp.tagPrefix
  std::string statistic;                   ///< exp.statistic: what the program writes by itself, relative to its folder
  std::vector<std::string> checkpoint;     ///< exp.checkpoint: globs
  std::vector<std::string> metric_patterns;              ///< exp.metricPattern as written; supervise/ compiles them
  std::vector<MetricGoal> metrics;                       ///< exp.metric
  bool capture_metrics = true;                           ///< exp.captureMetrics
  OverrideStyle override_style = OverrideStyle::equals;  ///< exp.overrideStyle: equals, words, hydra
  Isolation isolate = Isolation::queued;                 ///< exp.isolate
  std::vector<std::string> links;    ///< exp.link: ignored paths that an isolated checkout needs, relative to the top
  std::vector<std::string> discard;  ///< exp.discard: globs of caches; without any: default_discard()
  std::int64_t keep_trees = 2;       ///< exp.keepTrees: clean checkouts that are kept for the next run
  std::vector<std::string> resume_words;  ///< exp.resumeArgs, split; may hold `{resume}`
  std::vector<std::string> fork_words;    ///< exp.forkCommand, split: the command of `exp-run --fork` without one
  std::vector<std::string>
      verify_ignore;          ///< exp.verifyIgnore: globs of metric names; without any: default_verify_ignore()
  bool freeze_dirty = false;  ///< exp.dirty is `snapshot`, not `refuse`
  std::uint64_t snapshot_max_size = 50u << 20;  ///< exp.snapshotMaxSize: bytes of a file that a snapshot takes in
  std::uint64_t snapshot_limit = 100u << 20;    ///< exp.snapshotLimit: bytes of all untracked files of a snapshot
  std::string auto_record;                      ///< exp.autoRecord: a set's name, "" none ("true" is the set `record`)
  Sharing sharing = Sharing::none;              ///< exp.shared, else core.sharedRepository
  int stop_signal = 2;                          ///< exp.stopSignal: how a program is asked to stop
  std::int64_t grace_ms = 30'000;  ///< exp.grace: until it gets SIGTERM, and until it is killed where it may be
  std::string notify;              ///< exp.notify: a shell's command line, only ever from git config: it is executed
  bool notify_ignored = false;     ///< `.expconfig` has one, which does not count
};

/// "SIGINT", "int", "USR1": INT, TERM, HUP, QUIT, USR1 and USR2, which programs take for a wish to stop.
std::optional<int> parse_stop_signal(std::string_view text);
/// "SIGINT" of one of those.
std::string format_stop_signal(int signal);

/// Names (of a path's component) of what programs leave for their own speed: `__pycache__`, `.pytest_cache`, ….
const std::vector<std::string>& default_discard();
/// Metrics that measure the machine and not the experiment: seconds, steps per second, time stamps, ….
const std::vector<std::string>& default_verify_ignore();

/// Pure (but for HOME, where a path begins with "~/"): from both configurations and the location. UserError names the key
/// of a value that makes no sense, and what would. Paths from `tracked` that are absolute, or have a part "..", ".git" or
/// a leading "~", are such values. In a work tree of a bare repository exp.resultDir must be set; in a bare repository
/// itself the folders are below `<git dir>/exp/`, where nothing needs to be.
Settings resolve_settings(const git::Config& config, const git::Config& tracked, const git::Location& location);

/// Reads `.expconfig` of the work tree's top (of HEAD, in a bare repository) by git, then resolves. Costs one git child if
/// there is one. UserError also where a path from `.expconfig` leads through a symbolic link other than `__data__`,
/// `__result__`, `__statistic__`: it could leave the repository.
Settings load_settings(const git::Repository& repository);

/// `live`, with what concerns the program and its outputs taken from the `.expconfig` of that commit instead (git config
/// wins as ever): exp.resumeArgs, exp.overrideStyle, exp.seedFile, exp.statistic, exp.checkpoint, exp.metricPattern,
/// exp.captureMetrics, exp.link, exp.discard, exp.stopSignal, exp.grace. Where results are, and which metric is good, stays the reader's knowledge.
Settings load_settings_of(const git::Repository& repository, const git::Oid& commit, const Settings& live);

/// A command line of a configuration value split as a POSIX shell would, without expansions, comments and operators.
/// UserError for an open quote or a backslash at the end.
std::vector<std::string> split_command(const std::string& line);

}  // namespace experiment
