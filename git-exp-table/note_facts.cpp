#include "note_facts.h"

#include "base/trace.h"
#include "experiment/edit_log.h"
#include "experiment/json_parse.h"
#include "git/notes.h"

namespace exp_table {

std::string NoteFact::edited(std::string_view key) const {
  std::string value;
  for (const auto& edit : experiment::sort_edits(edits))
    for (const auto& [name, text] : edit.keys)
      if (name == key) value = text;
  return value;
}

NoteFacts NoteFacts::read(const experiment::Store& store) {
  const base::Trace trace("scan the notes");
  NoteFacts facts;
  for (const auto& source : git::notes_sources(store.repository))
    git::read_notes(store.repository, source.ref, store.messages,
                    [&](const git::Oid&, std::string_view text) { facts.add_note(text); });
  return facts;
}

void NoteFacts::add_note(std::string_view text) {
  experiment::for_each_line(text, [&](std::string_view line) {
    const auto prefix = experiment::scan_line_prefix(line);
    if (!prefix) return;
    NoteFact& fact = by_uuid_[std::string(prefix->uuid)];
    if (experiment::is_edit_line(line)) {
      const auto json = experiment::parse_json(line).value;
      if (auto edit = json ? experiment::parse_edit(*json) : std::nullopt) fact.edits.push_back(std::move(*edit));
    } else if (prefix->rev > fact.rev) {
      fact.rev = prefix->rev;
      fact.run = prefix->run;
    }
  });
}

const NoteFact* NoteFacts::find(std::string_view uuid) const {
  const auto found = by_uuid_.find(uuid);
  return found == by_uuid_.end() ? nullptr : &found->second;
}

}  // namespace exp_table
