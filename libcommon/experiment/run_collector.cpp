#include "experiment/run_collector.h"

#include <algorithm>
#include <iterator>
#include <numeric>

#include "base/text.h"
#include "base/trace.h"
#include "experiment/edit_log.h"
#include "experiment/json_parse.h"
#include "experiment/natural_order.h"
#include "experiment/parallel.h"

namespace experiment {
namespace {

constexpr std::size_t decided_at_once = 4096;

bool is_home(const FolderRecord& folder) {
  // In another result folder, it is not known where that begins.
  const bool is_elsewhere = folder.where.name.starts_with('/');
  return is_elsewhere ? folder.where.path.ends_with("/" + folder.record->run) : folder.where.name == folder.record->run;
}

std::optional<Record> parse_line(std::string_view line, const RecordExtract* extract = nullptr) {
  std::string error;
  auto record = extract ? parse_record_extract(line, *extract, error) : parse_record(line, error);
  if (!record) return std::nullopt;
  // The name is the authority: members that contradict it would lead elsewhere.
  const auto name = parse_run_name(record->run);
  record->tag = name->tag;
  record->id = name->id;
  return record;
}

bool may_say_deleted(std::string_view line) {
  return base::find_text(line, "\"deleted\":true") != line.npos;
}

std::optional<Edit> read_edit(std::string_view line) {
  const auto json = parse_json(line).value;
  return json ? parse_edit(*json) : std::nullopt;
}

bool says_update_of(std::string_view line, const Record& record) {
  return base::find_text(line, "\"updated\":\"" + base::format_timestamp(record.updated) + "\"") != line.npos;
}

/// Takes the record out of the folder's.
KnownRun run_of_folder(FolderRecord& folder, bool is_copy) {
  KnownRun run;
  run.record = std::move(*folder.record);
  run.folder = std::move(folder.where.path);
  run.is_copy = is_copy;
  return run;
}

}  // namespace

void RunCollector::add_folders(std::vector<FolderRecord> folders) {
  for (auto& folder : folders) {
    if (!folder.record || (wanted_ && !wanted_(folder.record->run))) continue;
    folders_.push_back(std::move(folder));
    by_uuid_[folders_.back().record->uuid].folders.push_back(&folders_.back());
  }
}

std::uint32_t RunCollector::source_number(const git::NotesSource& source) {
  const auto known = std::find(remotes_.begin(), remotes_.end(), source.remote);
  if (known != remotes_.end()) return static_cast<std::uint32_t>(known - remotes_.begin());
  remotes_.push_back(source.remote);
  return static_cast<std::uint32_t>(remotes_.size() - 1);
}

std::string_view RunCollector::Line::run() const {
  if (folders_record) return folders_record->run;
  if (brief) return brief->prefix.run;
  return extract ? std::string_view(extract->run) : scan_line_prefix(text)->run;
}

std::string_view RunCollector::Line::commit() const {
  if (folders_record) return folders_record->commit;
  if (brief) return brief->prefix.commit;
  return extract ? std::string_view(extract->commit) : scan_line_prefix(text)->commit;
}

bool RunCollector::Line::says_deleted() const {
  if (brief) return brief->deleted;
  if (extract || !may_say_deleted(text)) return extract && extract->deleted;
  const auto record = parse_line(text);
  return record && record->deleted;
}

/// Of the only folder, if it says the same run, rev and commit.
const Record* RunCollector::find_folders_record(const LinePrefix& prefix) const {
  const auto known = by_uuid_.find(std::string(prefix.uuid));
  if (known == by_uuid_.end() || known->second.folders.size() != 1) return nullptr;
  const Record& record = *known->second.folders.front()->record;
  const bool is_same = record.rev == prefix.rev && record.run == prefix.run && record.commit == prefix.commit;
  return is_same ? &record : nullptr;
}

/// The usual case, which need not be parsed: the line is what was published of the record that the folder has.
const Record* RunCollector::find_published(std::string_view line, const LinePrefix& prefix) const {
  const Record* record = find_folders_record(prefix);
  return record && says_update_of(line, *record) && !may_say_deleted(line) ? record : nullptr;
}

std::optional<RunCollector::Line> RunCollector::read_line(std::string_view line, const LinePrefix& prefix,
                                                          std::uint32_t source) const {
  Line read{prefix.rev, source, {}, nullptr, nullptr, nullptr};
  if (!extract_) {
    read.text = line;
  } else if (!(read.folders_record = find_published(line, prefix))) {
    auto record = parse_line(line, extract_);
    if (!record) return std::nullopt;
    read.extract = std::make_unique<Record>(std::move(*record));
  }
  return read;
}

void RunCollector::scan_line(std::string_view line, std::uint32_t source, Scanned& scanned) const {
  const auto prefix = line.size() > longest_read_line ? std::nullopt : scan_line_prefix(line);
  if (prefix && wanted_ && !wanted_(prefix->run)) return;
  Found found;
  // No edit is an extract, so that these need not be searched for what makes them one.
  if (prefix && (extract_ || !is_edit_line(line))) found.line = read_line(line, *prefix, source);
  const bool is_edit = prefix && !found.line && is_edit_line(line);
  if (is_edit) found.edit = read_edit(line);
  if (found.edit || found.line) {
    found.uuid = prefix->uuid;
    scanned.found.push_back(std::move(found));
  } else if (!is_edit) {
    ++scanned.bad_lines;
  }
}

RunCollector::Scanned RunCollector::scan(git::NoteText text, std::uint32_t source) const {
  Scanned scanned;
  for_each_line(text.text, [&](std::string_view line) { scan_line(line, source, scanned); });
  if (!extract_ && !scanned.found.empty()) scanned.text = std::move(text);
  return scanned;
}

RunCollector::Scanned RunCollector::scan_digest(std::string_view digest, std::uint32_t source) const {
  Scanned scanned;
  DigestReader reader(digest);
  scanned.bad_lines = reader.unreadable_lines();
  for (DigestLine line; reader.next(line);) {
    if (wanted_ && !wanted_(line.prefix.run)) continue;
    if (line.kind == DigestLine::Kind::edit) {
      scan_line(line.edit, source, scanned);
    } else if (line.kind == DigestLine::Kind::record) {
      Found found{std::string(line.prefix.uuid), Line{line.prefix.rev, source, {}, nullptr, nullptr, nullptr},
                  std::nullopt};
      const Record* folders = line.deleted ? nullptr : find_folders_record(line.prefix);
      if (folders && folders->updated == line.updated)
        found.line->folders_record = folders;
      else
        found.line->brief = std::make_unique<DigestLine>(line);
      scanned.found.push_back(std::move(found));
    } else {
      ++scanned.bad_lines;
    }
  }
  return scanned;
}

RunCollector::Scanned RunCollector::scan_in_brief(git::NoteList& notes, std::size_t i, DigestCache& digests,
                                                  std::uint32_t source) const {
  if (const auto digest = digests.find(notes.blob(i))) return scan_digest(*digest, source);
  const git::NoteText note = notes.read(i);
  return note.owner ? scan_digest(digests.add(notes.blob(i), note.text), source) : Scanned();
}

RunCollector::Scanned RunCollector::scan_where_wanted(git::NoteList& notes, std::size_t i, DigestCache& digests,
                                                      std::uint32_t source) const {
  if (const auto digest = digests.find(notes.blob(i))) {
    DigestReader reader(*digest);
    bool is_wanted = !wanted_;
    for (DigestLine line; !is_wanted && reader.next(line);) is_wanted = wanted_(line.prefix.run);
    if (!is_wanted) {
      Scanned scanned;
      scanned.bad_lines = reader.unreadable_lines();
      return scanned;
    }
    return scan(notes.read(i), source);
  }
  git::NoteText note = notes.read(i);
  if (note.owner && digests.wants(note.text)) digests.add(notes.blob(i), note.text);
  return scan(std::move(note), source);
}

void RunCollector::add(Scanned scanned) {
  bad_lines_ += scanned.bad_lines;
  if (scanned.text.owner) texts_.push_back(std::move(scanned.text));
  for (Found& found : scanned.found) {
    Sayings& sayings = by_uuid_[std::move(found.uuid)];
    if (found.line)
      sayings.lines.push_back(std::move(*found.line));
    else
      sayings.edits.push_back(std::move(*found.edit));
  }
}

void RunCollector::add_note(const git::NotesSource& source, std::string_view text) {
  const auto kept = std::make_shared<const std::string>(text);
  add(scan({*kept, kept}, source_number(source)));
}

void RunCollector::add_notes(const git::Repository& repository, const git::NotesSource& source,
                             base::Messages& messages, DigestCache* digests, bool in_brief) {
  const base::Trace trace("read " + source.ref);
  const std::uint32_t number = source_number(source);
  git::NoteList notes(repository, source.ref);
  std::vector<Scanned> scanned(notes.size());
  const auto read_note = [&](std::size_t i) {
    if (!digests)
      scanned[i] = scan(notes.read(i), number);
    else if (in_brief)
      scanned[i] = scan_in_brief(notes, i, *digests, number);
    else
      scanned[i] = scan_where_wanted(notes, i, *digests, number);
  };
  in_parallel(notes.size(), read_note, 1);
  notes.report(messages);
  for (auto& note : scanned) add(std::move(note));
}

void RunCollector::add_notes_in_brief(git::NoteList& notes, const std::vector<std::size_t>& which,
                                      const git::NotesSource& source, DigestCache& digests) {
  const base::Trace trace("read notes of " + source.ref);
  const std::uint32_t number = source_number(source);
  std::vector<Scanned> scanned(which.size());
  in_parallel(
      which.size(), [&](std::size_t i) { scanned[i] = scan_in_brief(notes, which[i], digests, number); }, 1);
  for (auto& note : scanned) add(std::move(note));
}

RunCollector::Place RunCollector::settle(Sayings& sayings, std::size_t& bad_lines) const {
  auto& lines = sayings.lines;
  auto& folders = sayings.folders;
  // The run's own folder first, then the newest copy.
  std::stable_sort(folders.begin(), folders.end(), [](const FolderRecord* a, const FolderRecord* b) {
    if (is_home(*a) != is_home(*b)) return is_home(*a);
    return is_newer(*a->record, *b->record);
  });
  Place place{&sayings, {}, {}};
  std::string_view commit;
  const auto believe = [&](std::string_view its_run, std::string_view its_commit) {
    auto name = parse_run_name(its_run);
    if (!name) return false;
    place = {&sayings, its_run, std::move(*name)};
    commit = its_commit;
    return true;
  };
  const auto believe_a_line = [&](bool ours) {
    return std::any_of(lines.begin(), lines.end(), [&](const Line& line) {
      return is_ours(line.source) == ours && believe(line.run(), line.commit());
    });
  };
  if (!folders.empty())
    believe(folders.front()->record->run, folders.front()->record->commit);
  else if (!believe_a_line(true))
    believe_a_line(false);
  const auto contradicts = [&](const Line& line) { return line.commit() != commit || line.run() != place.run; };
  const auto kept = std::remove_if(lines.begin(), lines.end(), contradicts);
  bad_lines += static_cast<std::size_t>(std::distance(kept, lines.end()));
  lines.erase(kept, lines.end());
  return place;
}

bool RunCollector::comes_before(const Place& a, const Place& b) {
  if (a.name != b.name) {
    if (a.name.tag != b.name.tag) return a.name.tag < b.name.tag;
    if (a.name.id != b.name.id) return a.name.id < b.name.id;
    return natural_less(a.name.below, b.name.below);
  }
  return *a.sayings->uuid < *b.sayings->uuid;
}

bool RunCollector::is_deleted(const Sayings& sayings, bool has_folder) const {
  const bool by_folder = std::any_of(sayings.folders.begin(), sayings.folders.end(),
                                     [](const FolderRecord* folder) { return folder->record->deleted; });
  // What a remote says of a run whose folder is here counts only once it is merged.
  return by_folder || std::any_of(sayings.lines.begin(), sayings.lines.end(), [&](const Line& line) {
           return (is_ours(line.source) || !has_folder) && line.says_deleted();
         });
}

void RunCollector::take_newer_line(Sayings& sayings, KnownRun& run, bool has_record, std::size_t& bad_lines) const {
  auto& lines = sayings.lines;
  std::stable_sort(lines.begin(), lines.end(), [](const Line& a, const Line& b) { return a.rev > b.rev; });
  for (auto line = lines.begin(); line != lines.end();) {
    if (has_record && line->rev < run.record.rev) break;
    const std::int64_t rev = line->rev;
    const bool is_folders_rev = has_record && rev == run.record.rev;
    std::optional<Record> best;
    const Line* best_line = nullptr;
    for (; line != lines.end() && line->rev == rev; ++line) {
      const bool is_again = best_line && !line->text.empty() && best_line->text == line->text;
      if (line->folders_record || is_again) continue;
      // The published form of what the folder has.
      if (is_folders_rev && says_update_of(line->text, run.record)) continue;
      auto record = line->brief     ? std::optional(line->brief->record())
                    : line->extract ? std::optional(std::move(*line->extract))
                                    : parse_line(line->text);
      if (!record) ++bad_lines;
      // Runs that are deleted do not come here: a remote alone says so, and a tombstone tells nothing else.
      if (!record || record->deleted || (best && !is_newer(*record, *best))) continue;
      best = std::move(record);
      best_line = &*line;
    }
    if (!best) continue;
    // At equal rev the folder's record is the whole of what the line may have cut.
    if (is_folders_rev && best->updated <= run.record.updated) break;
    run.record = std::move(*best);
    const bool ours = std::any_of(lines.begin(), lines.end(),
                                  [&](const Line& other) { return other.rev >= rev && is_ours(other.source); });
    run.remote = ours ? "" : remotes_[best_line->source];
    break;
  }
}

std::vector<Edit> RunCollector::collect_edits(Sayings& sayings) {
  std::vector<Edit> edits = std::move(sayings.edits);
  for (const auto* folder : sayings.folders)
    for (const auto& line : folder->edit_lines)
      if (auto edit = read_edit(line)) edits.push_back(std::move(*edit));
  return sort_edits(std::move(edits));
}

RunCollector::Verdict RunCollector::decide(Sayings& sayings) const {
  Verdict verdict;
  const auto& folders = sayings.folders;
  const bool has_folder = !folders.empty();
  if (is_deleted(sayings, has_folder)) return verdict;

  const std::vector<Edit> edits = collect_edits(sayings);
  KnownRun run = has_folder ? run_of_folder(*folders.front(), !is_home(*folders.front())) : KnownRun();
  take_newer_line(sayings, run, has_folder, verdict.bad_lines);
  if (run.record.uuid.empty()) return verdict;
  run.published = std::any_of(sayings.lines.begin(), sayings.lines.end(),
                              [&](const Line& line) { return is_ours(line.source) && line.rev == run.record.rev; });
  verdict.runs.push_back(std::move(run));
  for (std::size_t i = 1; i < folders.size(); ++i) verdict.runs.push_back(run_of_folder(*folders[i], true));
  for (auto& known : verdict.runs) {
    known.newer_format = known.record.v > 1;
    known.edits = edits;
    apply_edits(edits, known.record);
  }
  return verdict;
}

std::vector<RunCollector::Place> RunCollector::settle_all() {
  std::vector<Place> places(by_uuid_.size());
  std::size_t next = 0;
  for (auto& [uuid, sayings] : by_uuid_) {
    sayings.uuid = &uuid;
    places[next++].sayings = &sayings;
  }
  std::vector<std::size_t> bad_lines(places.size());
  in_parallel(places.size(), [&](std::size_t i) { places[i] = settle(*places[i].sayings, bad_lines[i]); });
  bad_lines_ = std::accumulate(bad_lines.begin(), bad_lines.end(), bad_lines_);
  std::sort(places.begin(), places.end(), comes_before);
  return places;
}

std::vector<KnownRun> RunCollector::finish(base::Messages& messages) {
  const base::Trace trace("decide which records count");
  const std::vector<Place> places = settle_all();
  std::vector<KnownRun> runs;
  runs.reserve(places.size());
  // In parts, so that the runs are not held twice.
  for (std::size_t start = 0; start < places.size(); start += decided_at_once) {
    std::vector<Verdict> verdicts(std::min(decided_at_once, places.size() - start));
    in_parallel(verdicts.size(), [&](std::size_t i) { verdicts[i] = decide(*places[start + i].sayings); });
    for (auto& verdict : verdicts) {
      bad_lines_ += verdict.bad_lines;
      std::move(verdict.runs.begin(), verdict.runs.end(), std::back_inserter(runs));
    }
  }
  if (bad_lines_ > 0)
    messages.warning(base::count_of(bad_lines_, "line", "lines") +
                     " of the notes could not be understood (damaged, or not ours) and were left out");
  return runs;
}

}  // namespace experiment
