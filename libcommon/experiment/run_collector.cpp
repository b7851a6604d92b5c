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

/// Our writer keeps to 16 KiB; far beyond is no record of ours, and would be held in memory several times.
constexpr std::size_t longest_line = 8u << 20;
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

bool says_deleted(std::string_view line) {
  if (line.find("\"deleted\":true") == line.npos) return false;
  const auto record = parse_line(line);
  return record && record->deleted;
}

/// As it stands in a line.
std::string update_of(const Record& record) {
  return "\"updated\":\"" + base::format_timestamp(record.updated) + "\"";
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

void RunCollector::add_note(const git::NotesSource& source, std::string_view text) {
  if (text.empty()) return;
  const std::uint32_t number = source_number(source);
  texts_.emplace_back(text);
  for_each_line(texts_.back(), [&](std::string_view line) { add_line(line, number); });
}

void RunCollector::add_line(std::string_view line, std::uint32_t source) {
  const auto prefix = line.size() > longest_line ? std::nullopt : scan_line_prefix(line);
  if (!prefix) {
    ++bad_lines_;
    return;
  }
  if (wanted_ && !wanted_(prefix->run)) return;
  Sayings& sayings = by_uuid_[std::string(prefix->uuid)];
  (is_edit_line(line) ? sayings.edits : sayings.lines).push_back({line, prefix->rev, source});
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
      const auto prefix = is_ours(line.source) == ours ? scan_line_prefix(line.text) : std::nullopt;
      return prefix && believe(prefix->run, prefix->commit);
    });
  };
  if (!folders.empty())
    believe(folders.front()->record->run, folders.front()->record->commit);
  else if (!believe_a_line(true))
    believe_a_line(false);
  const auto contradicts = [&](const Line& line) {
    const auto prefix = scan_line_prefix(line.text);
    return prefix->commit != commit || prefix->run != place.run;
  };
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
           return (is_ours(line.source) || !has_folder) && says_deleted(line.text);
         });
}

void RunCollector::take_newer_line(Sayings& sayings, KnownRun& run, bool has_record, std::size_t& bad_lines) const {
  auto& lines = sayings.lines;
  std::stable_sort(lines.begin(), lines.end(), [](const Line& a, const Line& b) { return a.rev > b.rev; });
  for (auto line = lines.begin(); line != lines.end();) {
    if (has_record && line->rev < run.record.rev) break;
    const std::int64_t rev = line->rev;
    const bool is_folders_rev = has_record && rev == run.record.rev;
    const std::string known_update = is_folders_rev ? update_of(run.record) : "";
    std::optional<Record> best;
    const Line* best_line = nullptr;
    for (; line != lines.end() && line->rev == rev; ++line) {
      if (best_line && best_line->text == line->text) continue;
      // The usual case, which need not be parsed: the published form of what the folder has.
      if (is_folders_rev && line->text.find(known_update) != line->text.npos) continue;
      auto record = parse_line(line->text, extract_);
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

std::vector<Edit> RunCollector::collect_edits(const Sayings& sayings) const {
  std::vector<Edit> edits;
  const auto add = [&](std::string_view line) {
    const auto json = parse_json(line).value;
    auto edit = json ? parse_edit(*json) : std::nullopt;
    if (edit) edits.push_back(std::move(*edit));
  };
  for (const auto& line : sayings.edits) add(line.text);
  for (const auto* folder : sayings.folders)
    for (const auto& line : folder->edit_lines) add(line);
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
