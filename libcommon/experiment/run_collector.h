#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "experiment/digest_cache.h"
#include "experiment/folder_scan.h"
#include "experiment/index.h"
#include "experiment/names.h"
#include "experiment/record_extract.h"
#include "git/notes.h"

namespace experiment {

/// Brings together what folders and notes say, and decides what counts for each run. Whole records are only scanned while
/// they come in, and those parsed in the end that count; of extracts nothing but these is kept.
class RunCollector {
 public:
  /// Only lines of runs for which `wanted` holds are taken; all if it is empty. With `extract`, which must outlive this,
  /// only so much of the lines is read.
  explicit RunCollector(std::function<bool(std::string_view run)> wanted = {}, const RecordExtract* extract = nullptr)
      : wanted_(std::move(wanted)), extract_(extract) {}

  /// Before the notes.
  void add_folders(std::vector<FolderRecord> folders);
  void add_note(const git::NotesSource& source, std::string_view text);
  /// All notes of a ref, on all processors; of those with a digest only the ones that hold a line that is wanted. With
  /// `in_brief`, and an extract, none but those without a digest is read, and records are in brief (DigestLine).
  void add_notes(const git::Repository& repository, const git::NotesSource& source, base::Messages& messages,
                 DigestCache* digests = nullptr, bool in_brief = false);
  /// Some notes of a list, in brief.
  void add_notes_in_brief(git::NoteList& notes, const std::vector<std::size_t>& which, const git::NotesSource& source,
                          DigestCache& digests);

  /// Sorted. Lines and folders that could not be understood are warned of, once.
  std::vector<KnownRun> finish(base::Messages& messages);

 private:
  struct Line {
    std::int64_t rev;
    std::uint32_t source;
    std::string_view text;  ///< "" where only an extract is wanted
    std::unique_ptr<Record> extract;
    std::unique_ptr<DigestLine> brief;  ///< the same, where a digest says it: most are never made into a record
    const Record* folders_record;       ///< of which this is the published form: nothing else is kept of it

    std::string_view run() const;
    std::string_view commit() const;
    bool says_deleted() const;
  };
  /// A line, or an edit, before it is known what else is said about its uuid.
  struct Found {
    std::string uuid;
    std::optional<Line> line;
    std::optional<Edit> edit;
  };
  struct Scanned {
    git::NoteText text;
    std::vector<Found> found;
    std::size_t bad_lines = 0;
  };
  /// All that is said about one uuid.
  struct Sayings {
    const std::string* uuid = nullptr;
    std::vector<FolderRecord*> folders;
    std::vector<Line> lines;
    std::vector<Edit> edits;
  };
  /// Where it stands in the list.
  struct Place {
    Sayings* sayings = nullptr;
    std::string_view run;
    RunName name;
  };
  /// What decide() makes of it.
  struct Verdict {
    std::vector<KnownRun> runs;  ///< none, one, or one and its copies
    std::size_t bad_lines = 0;
  };

  Scanned scan(git::NoteText text, std::uint32_t source) const;
  void scan_line(std::string_view line, std::uint32_t source, Scanned& scanned) const;
  Scanned scan_digest(std::string_view digest, std::uint32_t source) const;
  Scanned scan_where_wanted(git::NoteList& notes, std::size_t i, DigestCache& digests, std::uint32_t source) const;
  Scanned scan_in_brief(git::NoteList& notes, std::size_t i, DigestCache& digests, std::uint32_t source) const;
  std::optional<Line> read_line(std::string_view line, const LinePrefix& prefix, std::uint32_t source) const;
  const Record* find_folders_record(const LinePrefix& prefix) const;
  const Record* find_published(std::string_view line, const LinePrefix& prefix) const;
  void add(Scanned scanned);
  bool is_ours(std::uint32_t source) const { return remotes_[source].empty(); }
  std::uint32_t source_number(const git::NotesSource& source);
  Verdict decide(Sayings& sayings) const;
  /// A run's commit and name never change: those of its folder, else of our own notes, count, and lines that say others
  /// are dropped as mistaken or hostile.
  Place settle(Sayings& sayings, std::size_t& bad_lines) const;
  std::vector<Place> settle_all();
  static bool comes_before(const Place& a, const Place& b);
  bool is_deleted(const Sayings& sayings, bool has_folder) const;
  void take_newer_line(Sayings& sayings, KnownRun& run, bool has_record, std::size_t& bad_lines) const;
  static std::vector<Edit> collect_edits(Sayings& sayings);

  std::function<bool(std::string_view run)> wanted_;
  const RecordExtract* extract_;
  std::vector<git::NoteText> texts_;  ///< keeps what the views look into
  std::deque<FolderRecord> folders_;
  std::vector<std::string> remotes_;  ///< of each source; "" ours
  std::unordered_map<std::string, Sayings> by_uuid_;
  std::size_t bad_lines_ = 0;
};

}  // namespace experiment
