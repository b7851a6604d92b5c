#include "experiment/summary_sources.h"

#include <algorithm>
#include <chrono>
#include <functional>
#include <iterator>

#include "base/trace.h"
#include "experiment/deletion.h"
#include "experiment/known_runs.h"
#include "experiment/parallel.h"
#include "experiment/run_collector.h"

namespace experiment {
namespace {

/// Longer than a tick of any file system's clock.
constexpr std::int64_t settled_ns = 3'000'000'000;

std::int64_t now_ns() {
  using namespace std::chrono;
  return duration_cast<nanoseconds>(system_clock::now().time_since_epoch()).count();
}

std::string stamp_text(const StampedFolder& folder) {
  return pack_tokens({folder.stamp});
}

void add_run(std::string_view run, std::string_view uuid, std::string_view commit, Source& source) {
  const auto name = parse_run_name(run);
  if (!name) source.may_be_kept = false;
  const Token uuid_token = token_of('u', uuid), commit_token = token_of('c', commit);
  const Token tag_token = token_of('t', name ? std::string_view(name->tag) : run);
  source.tokens.push_back(uuid_token);
  // Most follow a run of the same.
  if (std::exchange(source.last_commit, commit_token) != commit_token) source.tokens.push_back(commit_token);
  if (std::exchange(source.last_tag, tag_token) != tag_token) source.tokens.push_back(tag_token);
  source.identities.emplace_back(uuid_token, token_of('r', run) ^ commit_token);
}

void add_record(const FolderRecord& folder, Source& source) {
  if (!folder.fault.empty()) source.may_be_kept = false;
  if (folder.record) add_run(folder.record->run, folder.record->uuid, folder.record->commit, source);
}

}  // namespace

Token token_of(char kind, std::string_view text) {
  const Token token = (std::hash<std::string_view>()(text) ^ static_cast<Token>(kind)) * 0xff51afd7ed558ccd;
  return token ^ token >> 32;
}

Sources::Sources(const Store& store, const std::vector<Summary>& known)
    : store_(store), started_ns_(now_ns()), extract_{metrics_of_digests(store.settings), 0} {
  find_notes();
  find_folders(known);
  add_what_is_always_read();
}

std::optional<std::size_t> Sources::find(std::string_view name) const {
  const auto found = by_name_.find(std::string(name));
  return found == by_name_.end() ? std::nullopt : std::optional(found->second);
}

Source& Sources::source_called(const std::string& name) {
  const auto [found, is_new] = by_name_.try_emplace(name, sources_.size());
  if (is_new) sources_.emplace_back().name = name;
  return sources_[found->second];
}

void Sources::find_notes() {
  const base::Trace trace("find notes");
  refs_ = git::notes_sources(store_.repository);
  for (const auto& ref : refs_) {
    lists_.push_back(std::make_unique<git::NoteList>(store_.repository, ref.ref));
    git::NoteList& list = *lists_.back();
    for (std::size_t i = 0; i < list.size(); ++i) {
      const std::string commit = list.commit(i).hex();
      Source& source = source_called("n" + commit);
      source.commit = commit;
      source.notes.push_back({lists_.size() - 1, i});
      const auto& blob = list.blob(i).bytes();
      source.stamp += ref.ref + '\0';
      source.stamp.append(blob.begin(), blob.end());
    }
  }
}

void Sources::find_folders(const std::vector<Summary>& known) {
  folders_ = find_folders_to_stamp(store_.settings.result_dir);
  std::vector<StampedFolder*> all;
  std::unordered_map<std::string_view, StampedFolder*> by_name;
  for (auto& folder : folders_) by_name[all.emplace_back(&folder)->name] = &folder;
  for (const auto& summary : known)
    for (const auto& source : summary.sources) {
      const auto found = source.name.starts_with('f') ? by_name.find(source.name.substr(1)) : by_name.end();
      if (found != by_name.end()) found->second->rich_ids.assign(source.rich_ids.begin(), source.rich_ids.end());
    }
  stamp_folders(store_.settings.result_dir, all);
  for (auto& folder : folders_) {
    Source& source = source_called("f" + folder.name);
    source.folder = &folder;
    source.stamp = stamp_text(folder);
  }
}

/// Tombstones, and folders elsewhere that wait to be published: rare, and gone soon.
void Sources::add_what_is_always_read() {
  Source source;
  source.records = read_run_folders(find_pending_elsewhere(store_), &extract_);
  tombstones_ = read_tombstones(store_);
  if (source.records.empty() && tombstones_.empty()) return;
  for (const auto& record : tombstones_) add_record(record, source);
  for (const auto& record : source.records) add_record(record, source);
  source.may_be_kept = false;
  sources_.push_back(std::move(source));
}

void Sources::read(const std::vector<std::size_t>& which) {
  std::vector<StampedFolder*> folders;
  std::size_t notes = 0;
  for (const std::size_t i : which) {
    if (sources_[i].folder) folders.push_back(sources_[i].folder);
    notes += sources_[i].notes.size();
  }
  // Before the records, so that what changes meanwhile is seen the next time.
  find_rich_ids(store_.settings.result_dir, folders);
  stamp_folders(store_.settings.result_dir, folders);
  if (notes > 0 && !digests_) digests_.emplace(store_);
  in_parallel(
      which.size(),
      [&](std::size_t k) {
        Source& source = sources_[which[k]];
        if (source.folder) read_folder(source);
        // What cannot be read is said once.
        std::erase_if(source.notes, [&](const Source::Note& note) { return !read_note(note, source); });
        std::sort(source.tokens.begin(), source.tokens.end());
        source.tokens.erase(std::unique(source.tokens.begin(), source.tokens.end()), source.tokens.end());
      },
      1);
}

void Sources::read_folder(Source& source) const {
  source.stamp = stamp_text(*source.folder);
  source.records = read_run_folders(find_runs_directly_in(store_.settings.result_dir, source.folder->name), &extract_);
  for (const auto& record : source.records) add_record(record, source);
  const std::int64_t age = started_ns_ - source.folder->newest_ns;
  if (age < settled_ns) source.may_be_kept = false;
}

bool Sources::read_note(const Source::Note& note, Source& source) {
  git::NoteList& list = *lists_[note.list];
  source.tokens.push_back(token_of('c', source.commit));
  const git::Oid& blob = list.blob(note.entry);
  auto digest = digests_->find(blob);
  if (!digest) {
    const git::NoteText text = list.read(note.entry);
    if (!text.owner) return source.may_be_kept = false;
    digest = digests_->add(blob, text.text);
  }
  DigestReader reader(*digest);
  if (reader.unreadable_lines() > 0) source.may_be_kept = false;
  for (DigestLine line; reader.next(line);) {
    if (line.kind == DigestLine::Kind::unreadable) source.may_be_kept = false;
    add_run(line.prefix.run, line.prefix.uuid, line.prefix.commit, source);
  }
  return true;
}

std::vector<KnownRun> Sources::collect_runs(const std::vector<std::size_t>& read) {
  RunCollector collector({}, &extract_);
  std::vector<FolderRecord> records;
  std::vector<std::vector<std::size_t>> notes(lists_.size());
  for (const std::size_t i : read) {
    std::move(sources_[i].records.begin(), sources_[i].records.end(), std::back_inserter(records));
    sources_[i].records = {};
    for (const Source::Note& note : sources_[i].notes) notes[note.list].push_back(note.entry);
  }
  report_faults(records, store_.messages);
  collector.add_folders(std::move(records));
  collector.add_folders(std::move(tombstones_));
  for (std::size_t i = 0; i < lists_.size(); ++i) {
    if (!notes[i].empty()) collector.add_notes_in_brief(*lists_[i], notes[i], refs_[i], *digests_);
    lists_[i]->report(store_.messages);
  }
  return collector.finish(store_.messages);
}

void Sources::save_digests() {
  if (!digests_) return;
  // All notes have one, not only those that were read now.
  for (const auto& list : lists_)
    for (std::size_t i = 0; i < list->size(); ++i) (void)digests_->find(list->blob(i));
  digests_->save();
}

}  // namespace experiment
