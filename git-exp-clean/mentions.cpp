#include "mentions.h"

#include <array>
#include <map>
#include <string>

#include "base/error.h"
#include "base/text.h"
#include "experiment/set_file.h"

namespace exp_clean {
namespace {

using experiment::KnownRun;
using experiment::ResolvedRun;
using experiment::Store;

constexpr std::array<const char*, 3> kinships = {"parent", "forked_from", "rerun_of"};

/// "<tag>/<id>", also with a part of the uuid behind it.
bool names_run(const std::string& entry, const ResolvedRun& run) {
  const auto& record = run.run.record;
  if (entry == run.name || entry == record.run) return true;
  const std::string start = record.run + "-";
  return entry.starts_with(start) && entry.size() > start.size() &&
         record.uuid.starts_with(std::string_view(entry).substr(start.size()));
}

void tell_sets(const Store& store, const std::vector<ResolvedRun>& removed) {
  for (const auto& name : experiment::set_names(store.settings)) {
    if (name == "finished") continue;  // made of the records
    const auto set = experiment::find_set(store, name);
    std::vector<std::string> entries;
    for (const auto& entry : set ? set->runs() : std::vector<std::string>())
      for (const auto& run : removed)
        if (names_run(entry, run)) {
          entries.push_back(base::shell_quote(entry));
          break;
        }
    if (entries.empty()) continue;
    store.messages.warning("the set " + base::quoted(name) + " names " +
                           base::count_of(entries.size(), "of the runs", "of the runs"));
    store.messages.hint("git exp-record --remove -s " + base::shell_quote(name) + " " + base::join(entries, " "));
  }
}

void tell_relatives(const Store& store, const std::vector<KnownRun>& all, const std::vector<ResolvedRun>& removed) {
  std::map<std::string, const ResolvedRun*> by_uuid;
  for (const auto& run : removed) by_uuid[run.run.record.uuid] = &run;
  for (const auto& other : all) {
    const auto itself = by_uuid.find(other.record.uuid);
    if (itself != by_uuid.end()) {
      if (other.is_copy && !itself->second->run.is_copy)
        store.messages.warning("a copy of " + base::quoted(itself->second->name) + " stays in " +
                               base::quoted(other.folder) + ", and is not shown any more");
      continue;
    }
    for (const char* kinship : kinships) {
      const base::Json* relative = other.record.unknown.find(kinship);
      const auto run = by_uuid.find(relative ? relative->text_of("uuid") : "");
      if (run != by_uuid.end())
        store.messages.warning(base::quoted(other.record.run) + " was made from " + base::quoted(run->second->name) +
                               " (" + kinship + ")");
    }
  }
}

}  // namespace

void tell_mentions(const Store& store, const std::vector<KnownRun>& all, const std::vector<ResolvedRun>& removed) {
  tell_relatives(store, all, removed);
  try {
    tell_sets(store, removed);
  } catch (const base::UserError& error) {
    store.messages.warning(error.what());
  }
}

}  // namespace exp_clean
