#include "note_facts.h"

#include "base/text.h"
#include "base/trace.h"
#include "experiment/edit_log.h"
#include "experiment/json_parse.h"
#include "experiment/parallel.h"
#include "experiment/record_extract.h"

namespace exp_table {
namespace {

bool says_deleted(std::string_view line) {
  if (base::find_text(line, "\"deleted\":true") == line.npos) return false;
  std::string error;
  const auto record = experiment::parse_record_extract(line, {}, error);
  return record && record->deleted;
}

std::optional<experiment::Edit> find_edit(std::string_view line) {
  const auto json = experiment::parse_json(line).value;
  return json ? experiment::parse_edit(*json) : std::nullopt;
}

}  // namespace

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
  experiment::DigestCache digests(store);
  for (const auto& source : git::notes_sources(store.repository)) {
    auto& list = *facts.lists_.emplace_back(std::make_unique<git::NoteList>(store.repository, source.ref));
    std::vector<std::vector<Found>> found(list.size());
    experiment::in_parallel(
        list.size(), [&](std::size_t i) { found[i] = scan(list, i, digests); }, 1);
    list.report(store.messages);
    for (std::size_t i = 0; i < found.size(); ++i)
      facts.add(std::move(found[i]),
                {static_cast<std::uint32_t>(facts.lists_.size() - 1), static_cast<std::uint32_t>(i)});
  }
  digests.save();
  return facts;
}

/// By its digest; a note that has none is read.
std::vector<NoteFacts::Found> NoteFacts::scan(git::NoteList& list, std::size_t i, experiment::DigestCache& digests) {
  const git::Oid& blob = list.blob(i);
  if (const auto digest = digests.find(blob)) return scan_digest(*digest);
  const git::NoteText note = list.read(i);
  return note.owner && digests.wants(note.text) ? scan_digest(digests.add(blob, note.text)) : scan(note.text);
}

std::vector<NoteFacts::Found> NoteFacts::scan_digest(std::string_view digest) {
  using Kind = experiment::DigestLine::Kind;
  std::vector<Found> found;
  experiment::DigestReader reader(digest);
  for (experiment::DigestLine line; reader.next(line);) {
    const auto& prefix = line.prefix;
    const bool is_edit = line.kind == Kind::edit;
    found.push_back({std::string(prefix.uuid), std::string(prefix.run), is_edit ? -1 : prefix.rev,
                     git::Oid::parse(prefix.commit), static_cast<std::size_t>(line.hash), line.deleted,
                     is_edit ? find_edit(line.edit) : std::nullopt});
  }
  return found;
}

std::vector<NoteFacts::Found> NoteFacts::scan(std::string_view text) {
  std::vector<Found> found;
  experiment::for_each_line(text, [&](std::string_view line) {
    const auto prefix = experiment::scan_line_prefix(line);
    if (!prefix) return;
    const bool is_edit = experiment::is_edit_line(line);
    found.push_back({std::string(prefix->uuid), std::string(prefix->run), prefix->rev, git::Oid::parse(prefix->commit),
                     std::hash<std::string_view>()(line), says_deleted(line),
                     is_edit ? find_edit(line) : std::nullopt});
    if (is_edit) found.back().rev = -1;
  });
  return found;
}

void NoteFacts::add(std::vector<Found> lines, NotePlace place) {
  for (Found& line : lines) {
    NoteFact& fact = by_uuid_[std::move(line.uuid)];
    if (line.edit) fact.edits.push_back(std::move(*line.edit));
    if (line.rev < 0) continue;
    fact.is_deleted = fact.is_deleted || line.is_deleted;
    const bool is_first = fact.rev < 0;
    fact.is_plain = fact.is_plain && line.commit &&
                    (is_first || (fact.run == line.run && fact.commit == *line.commit)) &&
                    (line.rev != fact.rev || line.hash == fact.line_hash);
    if (line.rev <= fact.rev) continue;
    fact.rev = line.rev;
    fact.run = std::move(line.run);
    fact.commit = line.commit.value_or(git::Oid());
    fact.place = place;
    fact.line_hash = line.hash;
  }
}

void NoteFacts::add_note(std::string_view text, NotePlace place) {
  add(scan(text), place);
}

const NoteFact* NoteFacts::find(std::string_view uuid) const {
  const auto found = by_uuid_.find(uuid);
  return found == by_uuid_.end() ? nullptr : &found->second;
}

}  // namespace exp_table
