#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "experiment/folder_scan.h"
#include "experiment/index.h"
#include "experiment/names.h"
#include "experiment/record_extract.h"
#include "git/notes.h"

namespace experiment {

/// Brings together what folders and notes say, and decides what counts for each run. Lines are only scanned while they
/// come in; what is parsed in the end are the lines that count.
class RunCollector {
 public:
  /// Only lines of runs for which `wanted` holds are taken; all if it is empty. With `extract`, which must outlive this,
  /// only so much of the lines is read.
  explicit RunCollector(std::function<bool(std::string_view run)> wanted = {}, const RecordExtract* extract = nullptr)
      : wanted_(std::move(wanted)), extract_(extract) {}

  void add_folders(std::vector<FolderRecord> folders);
  void add_note(const git::NotesSource& source, std::string_view text);

  /// Sorted. Lines and folders that could not be understood are warned of, once.
  std::vector<KnownRun> finish(base::Messages& messages);

 private:
  struct Line {
    std::string_view text;
    std::int64_t rev;
    std::uint32_t source;
  };
  /// All that is said about one uuid.
  struct Sayings {
    const std::string* uuid = nullptr;
    std::vector<FolderRecord*> folders;
    std::vector<Line> lines, edits;
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

  void add_line(std::string_view line, std::uint32_t source);
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
  std::vector<Edit> collect_edits(const Sayings& sayings) const;

  std::function<bool(std::string_view run)> wanted_;
  const RecordExtract* extract_;
  std::deque<std::string> texts_;  ///< keeps what the views look into
  std::deque<FolderRecord> folders_;
  std::vector<std::string> remotes_;  ///< of each source; "" ours
  std::unordered_map<std::string, Sayings> by_uuid_;
  std::size_t bad_lines_ = 0;
};

}  // namespace experiment
