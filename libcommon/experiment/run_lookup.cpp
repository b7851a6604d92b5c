#include "experiment/run_lookup.h"

#include <unordered_set>

#include "base/error.h"
#include "experiment/known_runs.h"
#include "experiment/names.h"
#include "experiment/run_word.h"

namespace experiment {
namespace {

constexpr std::size_t few = 16;

/// "asr/3-1a2b" as "asr/3" and "1a2b"; "" behind a bare name.
std::pair<std::string, std::string> split_uuid(const std::string& name) {
  const std::size_t dash = name.find('-', name.rfind('/') + 1);
  if (dash == name.npos) return {name, ""};
  return {name.substr(0, dash), name.substr(dash + 1)};
}

}  // namespace

RunLookup::RunLookup(const Store& store, const std::vector<std::string>& names)
    : store_(store), is_loaded_(names.size() > few) {
  if (is_loaded_) {
    std::unordered_set<std::string> wanted;
    for (const auto& name : names)
      if (auto run = split_uuid(name).first; parse_run_name(run)) wanted.insert(std::move(run));
    runs_ = load_runs_named_anywhere(store, wanted);
  }
  for (std::size_t i = 0; i < runs_.size(); ++i)
    if (!runs_[i].is_copy) by_name_[runs_[i].record.run].push_back(i);
}

/// With as much of the uuid behind it as tells it from the others of its name, if there are any.
std::string RunLookup::distinct_name(const Record& run, const std::vector<std::size_t>& named) const {
  if (named.size() == 1) return run.run;
  std::size_t length = shortest_uuid_prefix;
  for (const std::size_t i : named) {
    const std::string& other = runs_[i].record.uuid;
    if (other == run.uuid) continue;
    while (length < other.size() && other.compare(0, length, run.uuid, 0, length) == 0) ++length;
  }
  return run.run + "-" + run.uuid.substr(0, length);
}

std::optional<ResolvedRun> RunLookup::find_loaded(const std::string& run, const std::string& uuid_prefix) const {
  const auto named = by_name_.find(run);
  if (named == by_name_.end()) return std::nullopt;
  std::vector<std::size_t> found, here;
  for (const std::size_t i : named->second) {
    if (!runs_[i].record.uuid.starts_with(uuid_prefix)) continue;
    found.push_back(i);
    if (!runs_[i].folder.empty()) here.push_back(i);
  }
  // Of several with one name it is the one whose folder is here.
  if (found.size() > 1) found = here;
  if (found.size() != 1) return std::nullopt;
  const KnownRun& chosen = runs_[found.front()];
  return ResolvedRun{distinct_name(chosen.record, named->second), chosen};
}

std::optional<ResolvedRun> RunLookup::find(const std::string& name, LookupFault& fault) const {
  const auto [run, uuid_prefix] = split_uuid(name);
  const bool is_full = parse_run_name(run) && (uuid_prefix.empty() || uuid_prefix.size() >= shortest_uuid_prefix);
  if (is_loaded_ && is_full) {
    fault = {"no run is called " + base::quoted(name), {}};
    return find_loaded(run, uuid_prefix);
  }
  // What is no run's whole name (a tag, digits of a uuid, `@`) is rare in a set.
  try {
    return resolve_run(store_, name);
  } catch (const base::UserError& error) {
    fault = {error.what(), error.hints()};
    return std::nullopt;
  }
}

}  // namespace experiment
