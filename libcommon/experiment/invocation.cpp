#include "experiment/invocation.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <string_view>
#include <utility>

#include "base/file.h"
#include "experiment/config_file.h"
#include "process/child.h"

namespace experiment {
namespace {

using Pairs = std::vector<std::pair<std::string, std::string>>;

/// What `git rev-parse --local-env-vars` prints (git 2.39; earlier and later versions have subsets): a list here,
/// because asking costs a child at each start. A test compares it with the git that is installed.
constexpr std::array<const char*, 16> repository_variables = {"GIT_ALTERNATE_OBJECT_DIRECTORIES",
                                                              "GIT_CONFIG",
                                                              "GIT_CONFIG_PARAMETERS",
                                                              "GIT_CONFIG_COUNT",
                                                              "GIT_OBJECT_DIRECTORY",
                                                              "GIT_DIR",
                                                              "GIT_WORK_TREE",
                                                              "GIT_IMPLICIT_WORK_TREE",
                                                              "GIT_GRAFT_FILE",
                                                              "GIT_INDEX_FILE",
                                                              "GIT_NO_REPLACE_OBJECTS",
                                                              "GIT_REPLACE_REF_BASE",
                                                              "GIT_PREFIX",
                                                              "GIT_INTERNAL_SUPER_PREFIX",
                                                              "GIT_SHALLOW_FILE",
                                                              "GIT_COMMON_DIR"};

/// Each name once, in first-seen order, with its last value.
Pairs unique_overrides(const Record& record) {
  Pairs unique;
  for (const auto& [name, value] : record.overrides) {
    const auto known =
        std::find_if(unique.begin(), unique.end(), [&key = name](const auto& pair) { return pair.first == key; });
    if (known == unique.end())
      unique.emplace_back(name, value);
    else
      known->second = value;
  }
  return unique;
}

Pairs placeholders(const Record& record, const RunPaths& paths) {
  Pairs all = unique_overrides(record);
  all.insert(all.end(), {{"seed", std::to_string(record.seed.root)},
                         {"run", record.run},
                         {"tag", record.tag},
                         {"id", std::to_string(record.id)},
                         {"dir", paths.folder},
                         {"checkpoint_dir", paths.checkpoint_dir()}});
  if (std::string config = config_argument(record); !config.empty()) all.emplace_back("config", std::move(config));
  return all;
}

/// Replaces `{name}` for every name of `values`, in one pass: what came in is not looked at again. Marks what was used.
std::string fill(std::string_view word, const Pairs& values, std::vector<bool>& used) {
  std::string filled;
  for (std::size_t at = 0; at < word.size();) {
    const auto brace = std::min(word.find('{', at), word.size());
    filled += word.substr(at, brace - at);
    at = brace;
    if (at == word.size()) break;
    std::size_t i = 0;
    const auto matches = [&](const std::string& name) {
      return word.substr(at + 1, name.size()) == name && word.substr(at + 1 + name.size(), 1) == "}";
    };
    while (i < values.size() && !matches(values[i].first)) ++i;
    if (i == values.size()) {
      filled += word[at++];
    } else {
      filled += values[i].second;
      used[i] = true;
      at += values[i].first.size() + 2;
    }
  }
  return filled;
}

void append_override(std::vector<std::string>& words, const std::string& name, const std::string& value,
                     OverrideStyle style) {
  const std::string option = style == OverrideStyle::hydra || name.starts_with('-') ? name : "--" + name;
  if (style == OverrideStyle::words) {
    words.push_back(option);
    words.push_back(value);
  } else {
    words.push_back(option + "=" + value);
  }
}

}  // namespace

std::string RunPaths::run_json() const {
  return base::path_join(folder, "run.json");
}
std::string RunPaths::log() const {
  return base::path_join(folder, "log");
}
std::string RunPaths::heartbeat() const {
  return base::path_join(folder, "heartbeat");
}
std::string RunPaths::supervisor_log() const {
  return base::path_join(folder, "supervisor.log");
}

std::string RunPaths::queue() const {
  return base::path_join(folder, "queue");
}

std::string RunPaths::stop() const {
  return base::path_join(folder, "stop");
}
std::string RunPaths::statistic() const {
  return base::path_join(folder, "statistic.json");
}
std::string RunPaths::metrics() const {
  return base::path_join(folder, "metrics.jsonl");
}
std::string RunPaths::environment() const {
  return base::path_join(folder, "environment.json");
}
std::string RunPaths::edits() const {
  return base::path_join(folder, "edits.jsonl");
}
std::string RunPaths::checkpoint_dir() const {
  return base::path_join(folder, "checkpoint");
}
std::string RunPaths::tensorboard_dir() const {
  return base::path_join(folder, "tensorboard");
}
std::string RunPaths::params_file() const {
  return base::path_join(folder, "params.json");
}
std::string RunPaths::claim(std::int64_t attempt) const {
  return base::path_join(folder, "attempt-" + std::to_string(attempt) + ".json");
}

std::vector<std::string> compose_command(const Record& record, const RunPaths& paths, OverrideStyle style,
                                         const std::string& resume_from) {
  Pairs values = placeholders(record, paths);
  if (!resume_from.empty()) values.emplace_back("resume", resume_from);
  const bool has_own = !record.attempts.empty() && !record.attempts.back().command.empty();
  std::vector<bool> used(values.size());
  std::vector<std::string> words;
  for (const auto& word : has_own ? record.attempts.back().command : record.command)
    words.push_back(fill(word, values, used));
  const std::size_t overrides = unique_overrides(record).size();
  for (std::size_t i = 0; i < overrides; ++i)
    if (!used[i]) append_override(words, values[i].first, values[i].second, style);
  return words;
}

std::vector<std::string> compose_environment(const Record& record, const RunPaths& paths, std::int64_t attempt,
                                             const std::string& resume_from) {
  Pairs ours = {{"GIT_EXP_RUN", record.run},
                {"GIT_EXP_TAG", record.tag},
                {"GIT_EXP_ID", std::to_string(record.id)},
                {"GIT_EXP_UUID", record.uuid},
                {"GIT_EXP_DIR", paths.folder},
                {"GIT_EXP_SEED", std::to_string(record.seed.root)},
                {"GIT_EXP_ATTEMPT", std::to_string(attempt)},
                {"GIT_EXP_STATISTIC", paths.statistic()},
                {"GIT_EXP_METRICS", paths.metrics()},
                {"GIT_EXP_CHECKPOINT_DIR", paths.checkpoint_dir()},
                {"GIT_EXP_TENSORBOARD_DIR", paths.tensorboard_dir()},
                {"GIT_EXP_PARAMS", paths.params_file()}};
  if (!resume_from.empty()) ours.emplace_back("GIT_EXP_RESUME", resume_from);
  if (!std::getenv("PYTHONHASHSEED")) ours.emplace_back("PYTHONHASHSEED", std::to_string(record.seed.root));
  // A Python program that is stopped would lose what it holds in a buffer of 8 KiB.
  if (!std::getenv("PYTHONUNBUFFERED")) ours.emplace_back("PYTHONUNBUFFERED", "1");
  for (const auto& [name, value] : record.env) {
    const auto known =
        std::find_if(ours.begin(), ours.end(), [&key = name](const auto& pair) { return pair.first == key; });
    if (known == ours.end())
      ours.emplace_back(name, value);
    else
      known->second = value;
  }
  std::vector<std::string> unset(repository_variables.begin(), repository_variables.end());
  unset.emplace_back("GIT_EXP_RESUME");
  std::vector<std::string> set;
  for (const auto& [name, value] : ours) set.push_back(name + "=" + value);
  return process::environment_with(set, unset);
}

std::string format_params_file(const Record& record) {
  base::Json params = base::Json::object();
  for (auto& [name, text] : unique_overrides(record)) {
    Value value = value_from_text(std::move(text));
    params.set(name, value.is_number ? base::Json::number(value.text) : base::Json::string(value.text));
  }
  return params.pretty();
}

}  // namespace experiment
