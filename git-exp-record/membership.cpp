#include "membership.h"

#include "base/error.h"
#include "base/text.h"

namespace exp_record {
namespace {

constexpr std::size_t shortest_uuid = 4;
constexpr std::size_t most_named = 3;

}  // namespace

std::optional<std::string> find_entry(const experiment::SetFile& set, const experiment::ResolvedRun& run) {
  if (set.contains(run.name)) return run.name;
  const auto& record = run.run.record;
  // Where several runs have one name, the bare name means the one whose folder is here.
  if (!run.run.folder.empty() && set.contains(record.run)) return record.run;
  for (std::size_t length = shortest_uuid; length <= record.uuid.size(); ++length) {
    const std::string entry = record.run + "-" + record.uuid.substr(0, length);
    if (set.contains(entry)) return entry;
  }
  return std::nullopt;
}

Added add_runs(experiment::SetFile& set, const std::vector<experiment::ResolvedRun>& runs) {
  Added result;
  for (const auto& run : runs) {
    const auto entry = find_entry(set, run);
    if (!entry) set.add(run.name);
    (entry ? result.there : result.added).push_back(entry.value_or(run.name));
  }
  return result;
}

std::vector<std::string> matching_entries(const experiment::SetFile& set, const std::string& word) {
  if (set.contains(word)) return {word};
  std::vector<std::string> entries;
  if (!base::is_glob(word)) return entries;
  for (auto& entry : set.runs())
    if (base::matches_glob(entry, word)) entries.push_back(std::move(entry));
  return entries;
}

std::string format_names(const std::vector<std::string>& names) {
  if (names.size() > most_named) return base::count_of(names.size(), "run", "runs");
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) text += i + 1 == names.size() ? " and " : ", ";
    text += base::printable(names[i]);
  }
  return text;
}

std::string format_set(const std::string& name, const experiment::SetFile& set) {
  return base::quoted(name) + " (" + base::count_of(set.runs().size(), "run", "runs") + ")";
}

}  // namespace exp_record
