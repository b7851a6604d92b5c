#include "experiment/settings.h"

#include <signal.h>

#include <algorithm>
#include <array>
#include <cstdlib>

#include "base/duration.h"
#include "base/error.h"
#include "base/file.h"
#include "base/size.h"
#include "base/text.h"
#include "experiment/names.h"
#include "experiment/seed.h"
#include "experiment/set_file.h"

namespace experiment {
namespace {

constexpr std::string_view result_folder = "__result__";
constexpr std::string_view statistic_folder = "__statistic__";

/// Where a value was found: what may be said about it depends on that.
struct Found {
  std::string key;
  std::string value;
  bool tracked = false;
};

/// Both configurations, the user's first.
class Sources {
 public:
  Sources(const git::Config& config, const git::Config& tracked) : config_(config), tracked_(tracked) {}

  /// Nothing for an empty value as well, which is how a user takes back what `.expconfig` says.
  std::optional<Found> find(const std::string& key) const {
    const bool tracked = !config_.find(key);
    auto value = (tracked ? tracked_ : config_).find(key);
    if (!value || value->empty()) return std::nullopt;
    return Found{key, std::move(*value), tracked};
  }

  std::vector<Found> find_all(const std::string& key, std::vector<Found> found = {}) const {
    const bool tracked = !config_.find(key);
    for (auto& value : (tracked ? tracked_ : config_).find_all(key)) {
      if (value.empty())
        found.clear();
      else
        found.push_back({key, std::move(value), tracked});
    }
    return found;
  }

  bool flag(const std::string& key, bool otherwise) const {
    return (config_.find(key) ? config_ : tracked_).flag(key, otherwise);
  }

 private:
  const git::Config& config_;
  const git::Config& tracked_;
};

[[noreturn]] void refuse(const Found& found, const std::string& needed) {
  const std::string where = found.tracked ? " in '.expconfig'" : "";
  const std::string hint =
      found.tracked ? "correct '.expconfig' and commit it, or overrule it: git config " : "set it: git config ";
  throw base::UserError(found.key + where + " is " + base::quoted(found.value) + ", but " + needed + " is needed",
                        {hint + found.key + " <value>"});
}

/// A path that a foreign commit may name: nothing outside the repository, and nothing of git's own.
bool stays_inside(const std::string& path) {
  if (path.empty() || path[0] == '/' || path[0] == '~') return false;
  const auto parts = base::split(path, '/');
  return std::none_of(parts.begin(), parts.end(),
                      [](const std::string& part) { return part == ".." || base::lower_ascii(part) == ".git"; });
}

std::string expand_home(const Found& found) {
  if (found.value[0] != '~') return found.value;
  const char* home = std::getenv("HOME");
  if (found.value != "~" && !found.value.starts_with("~/")) refuse(found, "a path without '~<user>'");
  if (!home || home[0] != '/') refuse(found, "a path without '~' (HOME is not set)");
  return home + found.value.substr(1);
}

/// A path by which something of the user's is found; from `.expconfig` only inside the repository.
std::string checked_path(const Found& found) {
  if (found.tracked && !stays_inside(found.value)) refuse(found, "a path inside the repository");
  return expand_home(found);
}

void resolve_folders(const Sources& sources, const git::Location& location, Settings& settings) {
  const bool bare = location.main_top.empty();
  const std::string root = bare ? base::path_join(location.common_dir, "exp") : location.main_top;
  const auto found = sources.find("exp.resultDir");
  if (found) {
    settings.result_dir = base::path_absolute(checked_path(*found), bare ? location.common_dir : root);
  } else if (bare && !location.top.empty()) {
    throw base::UserError("this is a work tree of a bare repository: it is not known where results are to be kept",
                          {"name a folder outside the work trees: git config exp.resultDir <folder>"});
  } else {
    settings.result_dir = base::path_join(root, result_folder);
  }
  const std::string beside = bare && found ? base::path_parent(settings.result_dir) : root;
  settings.statistic_dir = base::path_join(beside, statistic_folder);
}

std::string resolve_seed_file(const Sources& sources) {
  const auto found = sources.find("exp.seedFile");
  if (!found) return "";
  // Whoever set it: the file belongs to the project, and is written at each run.
  if (!stays_inside(found->value)) refuse(*found, "a path inside the repository");
  return found->value;
}

OverrideStyle resolve_override_style(const Sources& sources) {
  const auto found = sources.find("exp.overrideStyle");
  if (!found || found->value == "equals" || found->value == "--name=value") return OverrideStyle::equals;
  if (found->value == "words" || found->value == "--name value") return OverrideStyle::words;
  if (found->value == "hydra" || found->value == "name=value") return OverrideStyle::hydra;
  refuse(*found, "'equals' (--name=value), 'words' (--name value) or 'hydra' (name=value)");
}

Isolation resolve_isolation(const Sources& sources) {
  const auto found = sources.find("exp.isolate");
  if (!found || found->value == "queued") return Isolation::queued;
  if (found->value == "always") return Isolation::always;
  if (found->value == "never") return Isolation::never;
  refuse(*found, "'always', 'queued' or 'never'");
}

/// What is configured comes on top of the default; an empty value clears all before it.
std::vector<std::string> resolve_globs(const Sources& sources, const std::string& key,
                                       const std::vector<std::string>& defaults) {
  std::vector<Found> found;
  for (const auto& glob : defaults) found.push_back({key, glob, false});
  std::vector<std::string> globs;
  for (auto& one : sources.find_all(key, std::move(found))) globs.push_back(std::move(one.value));
  return globs;
}

void resolve_checkouts(const Sources& sources, Settings& settings) {
  constexpr std::int64_t most_trees = 1000;
  settings.isolate = resolve_isolation(sources);
  for (const auto& found : sources.find_all("exp.link")) {
    if (!stays_inside(found.value)) refuse(found, "a path inside the repository");
    settings.links.push_back(found.value);
  }
  settings.discard = resolve_globs(sources, "exp.discard", default_discard());
  if (const auto found = sources.find("exp.keepTrees")) {
    const auto trees = base::parse_integer(found->value);
    if (!trees || *trees < 0 || *trees > most_trees) refuse(*found, "a whole number from 0 to 1000");
    settings.keep_trees = *trees;
  }
}

void resolve_size(const Sources& sources, const std::string& key, std::uint64_t& bytes) {
  const auto found = sources.find(key);
  if (!found) return;
  const auto size = base::parse_size(found->value);
  if (!size) refuse(*found, "a size such as 500k, 50m or 2g");
  bytes = *size;
}

void resolve_snapshots(const Sources& sources, Settings& settings) {
  if (const auto found = sources.find("exp.dirty")) {
    if (found->value != "refuse" && found->value != "snapshot") refuse(*found, "'refuse' or 'snapshot'");
    settings.freeze_dirty = found->value == "snapshot";
  }
  resolve_size(sources, "exp.snapshotMaxSize", settings.snapshot_max_size);
  resolve_size(sources, "exp.snapshotLimit", settings.snapshot_limit);
}

struct StopSignal {
  int number;
  const char* name;
};
constexpr std::array<StopSignal, 6> stop_signals = {{{SIGINT, "SIGINT"},
                                                     {SIGTERM, "SIGTERM"},
                                                     {SIGHUP, "SIGHUP"},
                                                     {SIGQUIT, "SIGQUIT"},
                                                     {SIGUSR1, "SIGUSR1"},
                                                     {SIGUSR2, "SIGUSR2"}}};

void resolve_stopping(const Sources& sources, Settings& settings) {
  if (const auto found = sources.find("exp.stopSignal")) {
    const auto signal = parse_stop_signal(found->value);
    if (!signal) refuse(*found, "'INT', 'TERM', 'HUP', 'QUIT', 'USR1' or 'USR2'");
    settings.stop_signal = *signal;
  }
  if (const auto found = sources.find("exp.grace")) {
    const auto grace = base::parse_duration(found->value);
    if (!grace) refuse(*found, "a duration such as 30s or 10m");
    settings.grace_ms = *grace;
  }
}

void resolve_words(const Sources& sources, const std::string& key, std::vector<std::string>& words) {
  const auto found = sources.find(key);
  if (!found) return;
  try {
    words = split_command(found->value);
  } catch (const base::UserError&) {
    refuse(*found, "words whose quotes are closed");
  }
}

/// What git makes of core.sharedRepository, as far as it concerns group and others.
Sharing sharing_of_repository(const Sources& sources) {
  const auto found = sources.find("core.sharedRepository");
  if (!found || found->tracked) return Sharing::none;
  const std::string value = base::lower_ascii(found->value);
  if (value == "all" || value == "world" || value == "everybody" || value == "2") return Sharing::world;
  if (value == "group" || value == "true" || value == "yes" || value == "on" || value == "1") return Sharing::group;
  if (value.size() < 3 || value.find_first_not_of("01234567") != value.npos) return Sharing::none;
  const long mode = std::strtol(value.c_str(), nullptr, 8);
  return mode & 0006 ? Sharing::world : mode & 0060 ? Sharing::group : Sharing::none;
}

Sharing resolve_sharing(const Sources& sources) {
  const auto found = sources.find("exp.shared");
  if (!found) return sharing_of_repository(sources);
  const std::string value = base::lower_ascii(found->value);
  if (value == "none" || value == "false") return Sharing::none;
  if (value == "group" || value == "true") return Sharing::group;
  if (value == "world" || value == "all" || value == "everybody") return Sharing::world;
  refuse(*found, "'none', 'group' or 'world'");
}

std::string resolve_auto_record(const Sources& sources) {
  const auto found = sources.find("exp.autoRecord");
  if (!found || found->value == "false") return "";
  if (found->value == "true") return "record";
  if (found->value == "finished") refuse(*found, "a set other than 'finished', which makes itself,");
  try {
    check_set_name(found->value);
  } catch (const base::UserError&) {
    refuse(*found, "the name of a set");
  }
  return found->value;
}

std::int64_t resolve_seed(const Sources& sources) {
  const auto found = sources.find("exp.seed");
  if (!found) return 0;
  const auto seed = parse_seed(found->value);
  if (!seed) refuse(*found, "a whole number from 0 to " + std::to_string(largest_seed));
  return *seed;
}

std::string resolve_tag_prefix(const Sources& sources) {
  const auto found = sources.find("exp.tagPrefix");
  if (found && find_tag_name_fault(found->value + "x"))
    refuse(*found, "the beginning of a tag's name, such as 'exp/',");
  return found ? found->value : "";
}

void resolve_command(const Sources& sources, Settings& settings) {
  const auto found = sources.find("exp.command");
  if (!found) return;
  settings.command = found->value;
  try {
    settings.command_words = split_command(found->value);
  } catch (const base::UserError&) {
    refuse(*found, "a command line whose quotes are closed");
  }
}

/// It is executed at each end of a run, unasked: what a fetched commit says does not count.
void resolve_notify(const git::Config& config, const git::Config& tracked, Settings& settings) {
  settings.notify = config.find("exp.notify").value_or("");
  settings.notify_ignored = !config.find("exp.notify") && !tracked.find("exp.notify").value_or("").empty();
}

void resolve_metrics(const Sources& sources, Settings& settings) {
  for (const auto& found : sources.find_all("exp.metric")) {
    auto goal = parse_metric_goal(found.value);
    if (!goal) refuse(found, "a metric's name, '<name>:min' or '<name>:max'");
    settings.metrics.push_back(std::move(*goal));
  }
  for (auto& found : sources.find_all("exp.metricPattern")) settings.metric_patterns.push_back(std::move(found.value));
  settings.capture_metrics = sources.flag("exp.captureMetrics", true);
}

}  // namespace

std::optional<MetricGoal> parse_metric_goal(std::string_view text) {
  text = base::trim(text);
  const auto colon = text.rfind(':');
  const std::string word = colon == text.npos ? "" : base::lower_ascii(text.substr(colon + 1));
  MetricGoal goal;
  if (word == "min" || word == "max") {
    goal.direction = word == "min" ? Direction::min : Direction::max;
    text.remove_suffix(text.size() - colon);
  } else if (colon != text.npos && (word.empty() || word.starts_with("minim") || word.starts_with("maxim"))) {
    return std::nullopt;
  }
  if (text.empty()) return std::nullopt;
  goal.name = text;
  return goal;
}

std::optional<int> parse_stop_signal(std::string_view text) {
  std::string name = base::lower_ascii(text);
  if (!name.starts_with("sig")) name = "sig" + name;
  for (const auto& signal : stop_signals)
    if (name == base::lower_ascii(signal.name)) return signal.number;
  return std::nullopt;
}

std::string format_stop_signal(int signal) {
  for (const auto& known : stop_signals)
    if (known.number == signal) return known.name;
  return "signal " + std::to_string(signal);
}

Settings resolve_settings(const git::Config& config, const git::Config& tracked, const git::Location& location) {
  const Sources sources(config, tracked);
  Settings settings;
  resolve_command(sources, settings);
  settings.seed = resolve_seed(sources);
  settings.seed_file = resolve_seed_file(sources);
  resolve_folders(sources, location, settings);
  settings.tag_prefix = resolve_tag_prefix(sources);
  if (const auto found = sources.find("exp.statistic")) settings.statistic = checked_path(*found);
  for (const auto& found : sources.find_all("exp.checkpoint")) settings.checkpoint.push_back(checked_path(found));
  resolve_metrics(sources, settings);
  settings.override_style = resolve_override_style(sources);
  resolve_checkouts(sources, settings);
  resolve_stopping(sources, settings);
  resolve_snapshots(sources, settings);
  resolve_words(sources, "exp.resumeArgs", settings.resume_words);
  resolve_words(sources, "exp.forkCommand", settings.fork_words);
  settings.verify_ignore = resolve_globs(sources, "exp.verifyIgnore", default_verify_ignore());
  settings.auto_record = resolve_auto_record(sources);
  settings.sharing = resolve_sharing(sources);
  resolve_notify(config, tracked, settings);
  return settings;
}

}  // namespace experiment
