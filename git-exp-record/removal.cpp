#include "removal.h"

#include "base/error.h"
#include "base/text.h"
#include "cli/run_main.h"
#include "experiment/index.h"
#include "experiment/set_file.h"
#include "membership.h"

namespace exp_record {
namespace {

/// Entries of runs that the word names in another way: by tag, uuid, folder, `@`.
std::vector<std::string> entries_of_runs(const experiment::Store& store, const experiment::SetFile& set,
                                         const std::string& word) {
  std::vector<std::string> entries;
  try {
    for (const auto& run : experiment::resolve_runs(store, {word}))
      if (auto entry = find_entry(set, run)) entries.push_back(std::move(*entry));
  } catch (const base::UserError&) {
    // Unknown as a run too: the caller says that the set has none of that name.
  }
  return entries;
}

/// Of all words; nothing if one of them names no entry.
std::optional<std::vector<std::string>> find_entries(const experiment::Store& store, const experiment::SetFile& set,
                                                     const Options& options, cli::TerminalMessages& messages) {
  std::vector<std::string> entries;
  bool complete = true;
  for (const auto& word : options.runs) {
    auto named = matching_entries(set, word);
    if (named.empty()) named = entries_of_runs(store, set, word);
    entries.insert(entries.end(), named.begin(), named.end());
    if (!named.empty()) continue;
    complete = false;
    messages.error("no run " + base::quoted(word) + " in the set " + base::quoted(options.set));
    const auto similar = base::similar_words(word, set.runs());
    if (!similar.empty()) messages.hint("did you mean " + base::quoted(similar[0]) + "?");
  }
  if (!complete) return std::nullopt;
  return entries;
}

}  // namespace

int remove_runs(const experiment::Store& store, const Options& options, cli::TerminalMessages& messages) {
  const auto set = experiment::find_set(store, options.set);
  if (!set)
    throw base::UserError(
        "no set " + base::quoted(options.set),
        {"a set is made by its first run: git exp-record -s " + base::shell_quote(options.set) + " <run>"},
        cli::status_no);
  const auto entries = find_entries(store, *set, options, messages);
  if (!entries) {
    messages.note("nothing is removed");
    return cli::status_no;
  }
  experiment::change_set(store, options.set, [&](experiment::SetFile& changed) {
    std::vector<std::string> removed;
    for (const auto& entry : *entries)
      if (changed.remove(entry)) removed.push_back(entry);
    if (!removed.empty())
      store.messages.note("removed " + format_names(removed) + " from " + format_set(options.set, changed));
    return !removed.empty();
  });
  return 0;
}

}  // namespace exp_record
