#include "lookup.h"

#include <algorithm>

#include "base/error.h"
#include "experiment/names.h"

namespace exp_table {
namespace {

constexpr std::size_t few = 16;

/// "asr/3-1a2b…" as ("asr/3", "1a2b…"); the second is "" for a bare name.
std::pair<std::string, std::string> split_uuid(const std::string& name) {
  const std::size_t dash = name.find('-', name.rfind('/') + 1);
  if (dash == name.npos) return {name, ""};
  return {name.substr(0, dash), name.substr(dash + 1)};
}

}  // namespace

Lookup::Lookup(const experiment::Store& store, std::size_t expected_names) : store_(store) {
  if (expected_names <= few) return;
  runs_ = experiment::load_all_runs(store);
  for (std::size_t i = 0; i < runs_.size(); ++i)
    if (!runs_[i].is_copy) by_name_[runs_[i].record.run].push_back(i);
  is_loaded_ = true;
}

std::optional<experiment::ResolvedRun> Lookup::find_loaded(const std::string& name) const {
  const auto [run, uuid] = split_uuid(name);
  const auto named = by_name_.find(run);
  if (named == by_name_.end()) return std::nullopt;
  std::vector<std::size_t> found, here;
  for (const std::size_t i : named->second) {
    if (!runs_[i].record.uuid.starts_with(uuid)) continue;
    found.push_back(i);
    if (!runs_[i].folder.empty()) here.push_back(i);
  }
  // Of several with one name the bare one is that whose folder is here.
  if (found.size() > 1 && uuid.empty()) found = here;
  if (found.size() != 1) return std::nullopt;
  const experiment::KnownRun& chosen = runs_[found.front()];
  const bool is_bare = uuid.empty() || named->second.size() == 1;
  return experiment::ResolvedRun{is_bare ? run : run + "-" + distinct_prefix(chosen, named->second), chosen};
}

/// As much of its uuid as tells it from the others of its name, four digits at least.
std::string Lookup::distinct_prefix(const experiment::KnownRun& run, const std::vector<std::size_t>& named) const {
  std::size_t length = 4;
  for (const std::size_t i : named) {
    const std::string& other = runs_[i].record.uuid;
    if (other == run.record.uuid) continue;
    while (length < other.size() && other.compare(0, length, run.record.uuid, 0, length) == 0) ++length;
  }
  return run.record.uuid.substr(0, length);
}

std::optional<experiment::ResolvedRun> Lookup::find(const std::string& name, Fault& fault) {
  fault = {"no run is called " + base::quoted(name), {}};
  // What is no run's full name (a tag, digits of a uuid, `@`) is rare in a set: always looked up in full.
  if (is_loaded_ && experiment::parse_run_name(split_uuid(name).first)) return find_loaded(name);
  try {
    return experiment::resolve_run(store_, name);
  } catch (const base::UserError& error) {
    fault = {error.what(), error.hints()};
    return std::nullopt;
  }
}

}  // namespace exp_table
