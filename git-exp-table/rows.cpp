#include "rows.h"

#include <algorithm>
#include <iterator>

#include "base/error.h"
#include "base/text.h"
#include "experiment/deletion.h"
#include "experiment/folder_scan.h"
#include "experiment/index.h"
#include "experiment/names.h"
#include "experiment/natural_order.h"
#include "experiment/run_lookup.h"
#include "folder_rows.h"
#include "note_facts.h"
#include "note_rows.h"
#include "run_row.h"

namespace exp_table {
namespace {

constexpr std::size_t most_unknown_named = 10;

void say_unknown(const std::vector<experiment::LookupFault>& faults, base::Messages& messages) {
  for (std::size_t i = 0; i < faults.size() && i < most_unknown_named; ++i) {
    messages.warning(faults[i].reason);
    for (const auto& hint : faults[i].hints) messages.hint(hint);
  }
  if (faults.size() > most_unknown_named)
    messages.warning(base::count_of(faults.size() - most_unknown_named, "further run is", "further runs are") +
                     " unknown");
}

/// Runs that exp-clean removed: names of tombstones, and of what the notes call deleted.
std::unordered_set<std::string> deleted_names(const experiment::Store& store, const NoteFacts& facts) {
  std::unordered_set<std::string> names;
  for (const auto& tombstone : experiment::read_tombstones(store))
    if (tombstone.record) names.insert(tombstone.record->run);
  facts.for_each([&](const std::string&, const NoteFact& fact) {
    if (fact.is_deleted) names.insert(fact.run);
  });
  return names;
}

void say_removed(const std::vector<std::string>& removed, const std::string& set, base::Messages& messages) {
  if (removed.empty()) return;
  std::string command = "git exp-record --remove";
  if (set != "record") command += " -s " + base::shell_quote(set);
  for (std::size_t i = 0; i < removed.size() && i < most_unknown_named; ++i)
    command += " " + base::shell_quote(removed[i]);
  if (removed.size() > most_unknown_named) command += " ...";
  messages.warning(base::count_of(removed.size(), "run", "runs") + " of the set " + base::quoted(set) +
                   (removed.size() == 1 ? " was" : " were") + " removed by exp-clean; " + command + "   takes " +
                   (removed.size() == 1 ? "it" : "them") + " out");
}

/// Names of a set that are no runs (any more), each with its fault.
void say_missing(const experiment::Store& store, const NoteFacts& facts, const std::vector<std::string>& names,
                 const std::vector<experiment::LookupFault>& faults, const std::string& set) {
  const auto deleted = set.empty() ? std::unordered_set<std::string>() : deleted_names(store, facts);
  std::vector<std::string> removed;
  std::vector<experiment::LookupFault> unknown;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const std::string& name = names[i];
    const std::string without_uuid = name.substr(0, name.find('-', name.rfind('/') + 1));
    if (deleted.count(name) || deleted.count(without_uuid))
      removed.push_back(name);
    else
      unknown.push_back(faults[i]);
  }
  say_removed(removed, set, store.messages);
  say_unknown(unknown, store.messages);
}

/// Every name that a folder or a note has, in natural order.
std::vector<std::string> all_names(const experiment::Store& store, const NoteFacts& facts) {
  std::vector<std::string> names;
  for (auto& folder : experiment::find_run_folders(store.settings.result_dir, ""))
    names.push_back(std::move(folder.name));
  facts.for_each([&](const std::string&, const NoteFact& fact) {
    if (experiment::parse_run_name(fact.run)) names.push_back(fact.run);
  });
  std::sort(names.begin(), names.end(), experiment::natural_less);
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

bool is_evaluation(const std::string& name) {
  const auto parsed = experiment::parse_run_name(name);
  return parsed && !parsed->below.empty();
}

Rows all_of(table::Table table, std::size_t unknown = 0) {
  Rows rows{std::move(table), {}, unknown};
  rows.shown = table::all_rows(rows.table);
  return rows;
}

/// Runs of these names, all of each name, where clones that had not met gave it to several.
class NamedRuns {
 public:
  NamedRuns(const experiment::Store& store, const NoteFacts& facts, std::vector<std::string> names, bool only_finished)
      : store_(store),
        facts_(facts),
        names_(std::move(names)),
        only_finished_(only_finished),
        folders_(store, names_, facts, {true, only_finished}) {}

  table::Table read() {
    look_at_folders();
    look_at_notes();
    auto noted = read_note_rows(facts_, noted_, only_finished_);
    for (const auto uuid : noted.unread)
      look_up(noted_.at(uuid).position, noted_.at(uuid).fact->run, std::string(uuid));
    noted.batches.push_back(read_looked_up());
    return folders_.take(std::move(noted.batches));
  }

 private:
  void look_up(std::size_t position, const std::string& run, const std::string& uuid) {
    wanted_.emplace_back(position, uuid.empty() ? run : run + "-" + uuid);
  }

  /// Those that are behind the notes.
  void look_at_folders() {
    for (const Untold& untold : folders_.untold()) {
      const std::string& name = names_[untold.index];
      if (!untold.uuid.empty() || !experiment::parse_run_name(name))
        look_up(FolderRows::position_of(untold.index), name, untold.uuid);
      else
        without_folder_.insert(name);
    }
  }

  /// Those whose folder is not here.
  void look_at_notes() {
    const auto here = folders_.uuids();
    const auto deleted = uuids_of_tombstones();
    std::unordered_map<std::string_view, std::size_t> places, namesakes;
    for (std::size_t i = 0; i < names_.size(); ++i) places.emplace(names_[i], i);
    facts_.for_each([&](const std::string&, const NoteFact& fact) { ++namesakes[fact.run]; });
    facts_.for_each([&](const std::string& uuid, const NoteFact& fact) {
      const auto place = places.find(fact.run);
      if (place == places.end() || here.count(uuid) || deleted.count(uuid)) return;
      if (fact.is_plain && fact.is_deleted) return;
      const std::size_t position = FolderRows::position_of(place->second) + 1;
      if (fact.is_plain && namesakes[fact.run] == 1 && without_folder_.count(fact.run))
        noted_.emplace(uuid, NotedRun{position, &fact});
      else
        look_up(position, fact.run, uuid);
    });
  }

  std::unordered_set<std::string> uuids_of_tombstones() const {
    std::unordered_set<std::string> uuids;
    for (const auto& tombstone : experiment::read_tombstones(store_))
      if (tombstone.record) uuids.insert(tombstone.record->uuid);
    return uuids;
  }

  table::Batch read_looked_up() {
    std::sort(wanted_.begin(), wanted_.end());
    std::vector<std::string> names;
    for (const auto& [position, name] : wanted_) names.push_back(name);
    experiment::RunLookup lookup(store_, names);
    table::Batch rows;
    for (const auto& [position, name] : wanted_) {
      experiment::LookupFault fault;  // not said: deleted ones are no runs any more
      const auto found = lookup.find(name, fault);
      if (found && (!only_finished_ || found->run.record.state == experiment::State::finished))
        add_row(rows, position, *found);
    }
    return rows;
  }

  const experiment::Store& store_;
  const NoteFacts& facts_;
  const std::vector<std::string> names_;
  const bool only_finished_;
  FolderRows folders_;
  std::unordered_set<std::string> without_folder_;
  NotedRuns noted_;
  std::vector<std::pair<std::size_t, std::string>> wanted_;  ///< position and name of those that take a closer look
};

Rows read_every_run(const experiment::Store& store, bool only_finished) {
  const NoteFacts facts = NoteFacts::read(store);
  auto names = all_names(store, facts);
  std::erase_if(names, is_evaluation);
  return all_of(NamedRuns(store, facts, std::move(names), only_finished).read());
}

/// Appends each name once.
class NameList {
 public:
  void add(const std::string& name) {
    if (known_.insert(name).second) names.push_back(name);
  }
  std::vector<std::string> names;

 private:
  std::unordered_set<std::string> known_;
};

void add_matches(const std::string& pattern, const std::vector<std::string>& all, NameList& list) {
  const bool with_evaluations = pattern.find("/eval/") != pattern.npos;
  bool found = false;
  for (const auto& name : all) {
    if (is_evaluation(name) != with_evaluations || !base::matches_glob(name, pattern)) continue;
    list.add(name);
    found = true;
  }
  if (found) return;
  std::vector<std::string> tags;
  for (const auto& name : all)
    if (const auto parsed = experiment::parse_run_name(name)) tags.push_back(parsed->tag);
  throw experiment::unmatched_error(pattern, tags);
}

}  // namespace

Rows read_rows_of_set(const experiment::Store& store, const std::vector<std::string>& names, const std::string& set) {
  const NoteFacts facts = NoteFacts::read(store);
  FolderRows folders(store, names, facts, {.needs_record = false});
  const auto untold = folders.untold();
  std::vector<std::string> wanted;
  for (const Untold& run : untold) wanted.push_back(names[run.index]);
  experiment::RunLookup lookup(store, wanted);
  table::Batch others;
  std::vector<experiment::LookupFault> faults;
  std::vector<std::string> missing;
  for (const Untold& run : untold) {
    experiment::LookupFault fault;
    if (const auto found = lookup.find(names[run.index], fault)) {
      add_row(others, FolderRows::position_of(run.index), *found);
    } else {
      faults.push_back(fault);
      missing.push_back(names[run.index]);
    }
  }
  if (!missing.empty()) say_missing(store, facts, missing, faults, set);
  std::vector<table::Batch> batches;
  batches.push_back(std::move(others));
  return all_of(folders.take(std::move(batches)), missing.size());
}

Rows read_rows_of_words(const experiment::Store& store, const std::vector<std::string>& words) {
  NameList list;
  if (std::none_of(words.begin(), words.end(), [](const auto& word) { return base::is_glob(word); })) {
    for (const auto& word : words) list.add(experiment::resolve_run(store, word).name);
    return read_rows_of_set(store, list.names, "");
  }
  const NoteFacts facts = NoteFacts::read(store);
  const auto all = all_names(store, facts);
  for (const auto& word : words) {
    if (base::is_glob(word))
      add_matches(word, all, list);
    else
      list.add(experiment::resolve_run(store, word).name);
  }
  return all_of(NamedRuns(store, facts, std::move(list.names), false).read());
}

Rows read_all_rows(const experiment::Store& store) {
  return read_every_run(store, false);
}

Rows read_finished_rows(const experiment::Store& store) {
  Rows rows = read_every_run(store, true);
  const table::Source end{table::Kind::info, rows.table.names().find(table::Kind::info, "updated"),
                          table::Function::last};
  table::sort_rows(rows.table, {{end, false}}, rows.shown);
  return rows;
}

}  // namespace exp_table
