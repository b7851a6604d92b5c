#include "experiment/run_collector.h"

#include <algorithm>
#include <iterator>

#include "base/text.h"
#include "base/trace.h"
#include "experiment/edit_log.h"
#include "experiment/json_parse.h"
#include "experiment/names.h"
#include "experiment/parallel.h"

namespace experiment {
namespace {

/// Our writer keeps to 16 KiB; far beyond is no record of ours, and would be held in memory several times.
constexpr std::size_t longest_line = 8u << 20;

bool is_home(const FolderRecord& folder) {
  // In another result folder, it is not known where that begins.
  const bool is_elsewhere = folder.where.name.starts_with('/');
  return is_elsewhere ? folder.where.path.ends_with("/" + folder.record->run) : folder.where.name == folder.record->run;
}

std::optional<Record> parse_line(std::string_view line) {
  std::string error;
  auto record = parse_record(line, error);
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

bool comes_before(const KnownRun& a, const KnownRun& b) {
  if (a.record.tag != b.record.tag) return a.record.tag < b.record.tag;
  if (a.record.id != b.record.id) return a.record.id < b.record.id;
  // Only "/eval/<n>" is left to tell them apart: the shorter number is the smaller one.
  if (a.record.run.size() != b.record.run.size()) return a.record.run.size() < b.record.run.size();
  if (a.record.run != b.record.run) return a.record.run < b.record.run;
  if (a.record.uuid != b.record.uuid) return a.record.uuid < b.record.uuid;
  if (a.is_copy != b.is_copy) return b.is_copy;
  return a.folder < b.folder;
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

void RunCollector::drop_contradictions(Sayings& sayings, std::size_t& bad_lines) const {
  std::string commit, run;
  const auto believe = [&](std::string_view its_commit, std::string_view its_run) {
    commit = its_commit;
    run = its_run;
  };
  auto& lines = sayings.lines;
  if (!sayings.folders.empty()) {
    believe(sayings.folders.front()->record->commit, sayings.folders.front()->record->run);
  } else {
    auto first = std::find_if(lines.begin(), lines.end(), [&](const Line& line) { return is_ours(line.source); });
    if (first == lines.end()) first = lines.begin();
    if (first == lines.end()) return;
    const auto prefix = scan_line_prefix(first->text);
    believe(prefix->commit, prefix->run);
  }
  const auto contradicts = [&](const Line& line) {
    const auto prefix = scan_line_prefix(line.text);
    return prefix->commit != commit || prefix->run != run;
  };
  const auto kept = std::remove_if(lines.begin(), lines.end(), contradicts);
  bad_lines += static_cast<std::size_t>(std::distance(kept, lines.end()));
  lines.erase(kept, lines.end());
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
      auto record = parse_line(line->text);
      if (!record) ++bad_lines;
      if (!record || (best && !is_newer(*record, *best))) continue;
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
  auto& folders = sayings.folders;
  // The run's own folder first, then the newest copy.
  std::stable_sort(folders.begin(), folders.end(), [](const FolderRecord* a, const FolderRecord* b) {
    if (is_home(*a) != is_home(*b)) return is_home(*a);
    return is_newer(*a->record, *b->record);
  });
  const bool has_folder = !folders.empty();
  drop_contradictions(sayings, verdict.bad_lines);
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

std::vector<KnownRun> RunCollector::finish(base::Messages& messages) {
  const base::Trace trace("decide which records count");
  std::vector<Sayings*> all;
  all.reserve(by_uuid_.size());
  for (auto& [uuid, sayings] : by_uuid_) all.push_back(&sayings);
  std::vector<Verdict> verdicts(all.size());
  in_parallel(all.size(), [&](std::size_t i) { verdicts[i] = decide(*all[i]); });

  std::vector<KnownRun*> order;  // a KnownRun is large: it is moved once
  for (auto& verdict : verdicts) {
    bad_lines_ += verdict.bad_lines;
    for (auto& run : verdict.runs) order.push_back(&run);
  }
  std::sort(order.begin(), order.end(), [](const KnownRun* a, const KnownRun* b) { return comes_before(*a, *b); });
  std::vector<KnownRun> runs;
  runs.reserve(order.size());
  for (KnownRun* run : order) runs.push_back(std::move(*run));
  if (bad_lines_ > 0)
    messages.warning(base::count_of(bad_lines_, "line", "lines") +
                     " of the notes could not be understood (damaged, or not ours) and were left out");
  return runs;
}

}  // namespace experiment
