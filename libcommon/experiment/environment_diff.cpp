#include "experiment/environment_diff.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

#include "base/file.h"
#include "base/text.h"
#include "experiment/invocation.h"
#include "experiment/json_parse.h"

namespace experiment {
namespace {

using base::Json;

constexpr std::size_t largest_environment = 64u << 20;

/// Libraries whose version decides numbers: shown before the hundred others.
constexpr std::array<std::string_view, 16> telling_packages = {
    "torch", "jax",         "jaxlib",     "tensorflow", "numpy",     "scipy",      "transformers", "scikit-learn",
    "keras", "torchvision", "torchaudio", "pandas",     "lightning", "accelerate", "cupy",         "xgboost"};

constexpr std::array<std::string_view, 7> telling_variables = {
    "OMP_NUM_THREADS",     "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS", "CUDA_VISIBLE_DEVICES",
    "HIP_VISIBLE_DEVICES", "WORLD_SIZE",      "PYTHONHASHSEED"};

/// They number or time one job, and differ in any two.
constexpr std::array<std::string_view, 13> job_variables = {"MASTER_PORT",
                                                            "SLURM_GTIDS",
                                                            "SLURM_JOBID",
                                                            "SLURM_JOB_END_TIME",
                                                            "SLURM_JOB_ID",
                                                            "SLURM_JOB_START_TIME",
                                                            "SLURM_STEPID",
                                                            "SLURM_STEP_ID",
                                                            "SLURM_SRUN_COMM_HOST",
                                                            "SLURM_SRUN_COMM_PORT",
                                                            "SLURM_TASK_PID",
                                                            "SLURM_TOPOLOGY_ADDR",
                                                            "SLURM_STEP_LAUNCHER_PORT"};

template <std::size_t n>
std::size_t rank_in(const std::array<std::string_view, n>& names, std::string_view name) {
  return static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
}

const Json* find_object(const Json* json, std::string_view name) {
  const Json* found = json ? json->find(name) : nullptr;
  return found && found->is_object() ? found : nullptr;
}

/// Text of a scalar; "" for anything else.
std::string text_in(const Json* json, std::string_view name) {
  const Json* found = json ? json->find(name) : nullptr;
  return found ? found->text() : "";
}

/// Memory is not the same to the byte after each start of a machine.
std::string memory_text(const std::string& bytes) {
  const auto number = base::parse_integer(bytes);
  return number && *number > 0 ? std::to_string((*number + (1ll << 29)) >> 30) + " GiB" : "";
}

/// Case and separators of a distribution's name mean nothing.
std::string package_key(std::string_view name) {
  std::string key;
  for (const char c : base::lower_ascii(name)) {
    const bool separates = c == '-' || c == '_' || c == '.';
    if (!separates)
      key += c;
    else if (!key.ends_with('-'))
      key += '-';
  }
  return key;
}

/// Named values of one side, by a key that both sides share.
struct Entry {
  std::string name, value;
};
using Entries = std::map<std::string, Entry>;

Entries entries_of(const Json* object, std::string (*key)(std::string_view)) {
  Entries entries;
  if (object)
    for (const auto& [name, value] : object->members()) entries[key(name)] = {name, value.text()};
  return entries;
}
std::string same_name(std::string_view name) {
  return std::string(name);
}

/// "2 x A, B"
std::string count_names(const std::vector<std::string>& names) {
  std::vector<std::pair<std::string, std::size_t>> counts;
  for (const auto& name : names) {
    const auto known =
        std::find_if(counts.begin(), counts.end(), [&](const auto& count) { return count.first == name; });
    if (known == counts.end())
      counts.emplace_back(name, 1);
    else
      ++known->second;
  }
  std::vector<std::string> parts;
  for (const auto& [name, n] : counts) parts.push_back(n == 1 ? name : std::to_string(n) + " x " + name);
  return base::join(parts, ", ");
}

/// The world of one run, in whichever of the two forms it is known.
class World {
 public:
  explicit World(const Json& json)
      : json_(json),
        host_(find_object(&json, "host")),
        program_(find_object(&json, "program")),
        python_(find_object(&json, "python")),
        is_short_(!host_ && !program_ && !python_ && !json.find("variables") && !json.find("incomplete")) {}

  bool is_empty() const { return !json_.is_object() || json_.members().empty(); }
  bool is_short() const { return is_short_; }
  const Json& json() const { return json_; }
  const Json* program() const { return program_; }
  const Json* python() const { return python_; }

  bool has_looked_for(std::string_view part) const {
    const Json* parts = json_.find("incomplete");
    if (!parts) return true;
    return std::none_of(parts->items().begin(), parts->items().end(),
                        [&](const Json& item) { return item.text() == part; });
  }
  std::string host(std::string_view name) const { return text_in(is_short_ ? &json_ : host_, name); }
  std::string python_version() const { return python_ ? text_in(python_, "version") : text_in(&json_, "python"); }
  std::string gpus(std::string_view member) const {
    std::vector<std::string> names;
    if (const Json* gpus = json_.find("gpus"))
      for (const auto& gpu : gpus->items()) {
        std::string name = gpu.is_object() ? text_in(&gpu, member) : gpu.text();
        if (!name.empty()) names.push_back(std::move(name));
      }
    return count_names(names);
  }

 private:
  const Json& json_;
  const Json *host_, *program_, *python_;
  bool is_short_;
};

class Comparison {
 public:
  Comparison(const World& before, const World& after)
      : before_(before), after_(after), is_full_(!before.is_short() && !after.is_short()) {}

  std::vector<EnvironmentChange> changes() {
    compare_gpus();
    compare_processors();
    compare_programs();
    compare_submodules();
    compare_variables();
    compare_hosts();
    return std::move(changes_);
  }

 private:
  bool both_know(std::string_view part) const { return before_.has_looked_for(part) && after_.has_looked_for(part); }

  void add(std::string what, std::string before, std::string after) {
    if (before != after) changes_.push_back({std::move(what), std::move(before), std::move(after)});
  }
  void add_host(std::string what, std::string_view name) {
    add(std::move(what), before_.host(name), after_.host(name));
  }
  /// Those of either side, ordered by rank of their key, then by key.
  void add_entries(std::string_view what, const Entries& before, const Entries& after,
                   std::size_t (*rank)(std::string_view key)) {
    std::vector<std::pair<std::size_t, std::string>> keys;
    for (const auto& [key, entry] : before) keys.emplace_back(rank(key), key);
    for (const auto& [key, entry] : after)
      if (before.count(key) == 0) keys.emplace_back(rank(key), key);
    std::sort(keys.begin(), keys.end());
    for (const auto& [its_rank, key] : keys) {
      const auto old = before.find(key), now = after.find(key);
      const Entry& named = now != after.end() ? now->second : old->second;
      add(std::string(what) + named.name, old != before.end() ? old->second.value : "",
          now != after.end() ? now->second.value : "");
    }
  }

  void compare_gpus() {
    if (!both_know("gpus")) return;
    const std::string before = before_.gpus("name"), after = after_.gpus("name");
    add("gpu", before, after);
    if (is_full_ && before == after) add("gpu memory (MiB)", before_.gpus("memory_mib"), after_.gpus("memory_mib"));
    for (const char* name : {"driver", "cuda"})
      add(name, text_in(&before_.json(), name), text_in(&after_.json(), name));
  }

  void compare_processors() {
    if (!both_know("host")) return;
    add_host("cpu", "cpu");
    add_host("cpus", "cpus");
    if (is_full_) add_host("cpus allowed", "cpus_allowed");
    if (is_full_) add_host("architecture", "architecture");
    add("memory", memory_text(before_.host("memory_bytes")), memory_text(after_.host("memory_bytes")));
  }

  void compare_programs() {
    if (!both_know("program")) return;
    add("python", before_.python_version(), after_.python_version());
    if (!is_full_) return;
    const Json* old_packages = find_object(before_.python(), "packages");
    const Json* packages = find_object(after_.python(), "packages");
    // Where only one was a Python program, its hundred packages are no news.
    if (old_packages && packages)
      add_entries("package ", entries_of(old_packages, package_key), entries_of(packages, package_key),
                  [](std::string_view key) { return rank_in(telling_packages, key); });
    for (const char* name : {"version", "sha256"})
      add(std::string("program ") + name, text_in(before_.program(), name), text_in(after_.program(), name));
    add("compilers", compilers_of(before_), compilers_of(after_));
  }
  static std::string compilers_of(const World& world) {
    const Json* compilers = world.program() ? world.program()->find("compilers") : nullptr;
    std::vector<std::string> names;
    if (compilers)
      for (const auto& compiler : compilers->items()) names.push_back(compiler.text());
    return base::join(names, ", ");
  }

  void compare_submodules() {
    if (!is_full_ || !both_know("submodules")) return;
    const auto entries = [](const World& world) {
      return entries_of(find_object(&world.json(), "submodules"), same_name);
    };
    add_entries("submodule ", entries(before_), entries(after_), [](std::string_view) { return std::size_t{0}; });
  }

  void compare_variables() {
    if (!is_full_ || !both_know("variables")) return;
    add_entries("module ", modules_of(before_), modules_of(after_), [](std::string_view) { return std::size_t{0}; });
    const auto entries = [](const World& world) {
      auto variables = entries_of(find_object(&world.json(), "variables"), same_name);
      for (const auto& name : job_variables) variables.erase(std::string(name));
      return variables;
    };
    add_entries("variable ", entries(before_), entries(after_),
                [](std::string_view key) { return rank_in(telling_variables, key); });
  }
  /// "cuda/12.1": the module and its version.
  static Entries modules_of(const World& world) {
    Entries modules;
    if (const Json* list = world.json().find("modules"))
      for (const auto& item : list->items()) {
        const std::string text = item.text();
        const auto slash = std::min(text.rfind('/'), text.size());
        const std::string name = text.substr(0, slash);
        if (!name.empty()) modules[name] = {name, slash < text.size() ? text.substr(slash + 1) : "loaded"};
      }
    return modules;
  }

  void compare_hosts() {
    if (both_know("host")) add_host("kernel", "kernel");
    if (!is_full_) return;
    if (both_know("host")) {
      add_host("system", "system");
      add_host("host", "name");
    }
    if (both_know("variables"))
      for (const char* name : {"conda", "venv"})
        add(name, text_in(&before_.json(), name), text_in(&after_.json(), name));
    if (both_know("program") && before_.python() && after_.python())
      add("python executable", text_in(before_.python(), "executable"), text_in(after_.python(), "executable"));
  }

  const World &before_, &after_;
  const bool is_full_;
  std::vector<EnvironmentChange> changes_;
};

}  // namespace

std::vector<EnvironmentChange> compare_environments(const Json& before, const Json& after) {
  const World old(before), now(after);
  if (old.is_empty() || now.is_empty()) return {};
  return Comparison(old, now).changes();
}

Json read_run_environment(const KnownRun& run) {
  if (!run.folder.empty()) {
    const auto file = base::read_file(RunPaths{run.folder}.environment(), largest_environment);
    auto json = file.failure ? std::nullopt : parse_json(file.bytes).value;
    if (json && json->is_object()) return std::move(*json);
  }
  const Json* summary = run.record.unknown.find("environment");
  return summary && summary->is_object() ? *summary : Json::object();
}

}  // namespace experiment
