#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "experiment/digest_cache.h"
#include "experiment/folder_scan.h"
#include "experiment/folder_stamp.h"
#include "experiment/index.h"
#include "experiment/summary_cache.h"
#include "git/notes.h"

/// What all runs are read from, piece by piece, and which pieces have to do with each other. For load_summaries().
namespace experiment {

/// `kind`: 'u' a uuid, 'c' a commit, 't' a tag.
Token token_of(char kind, std::string_view text);

/// The notes of a commit in all refs, or a folder with runs; or, without a name, what is to be read each time.
struct Source {
  std::string name;
  std::string stamp;  ///< as in SummarySource

  /// When it has been read:
  std::vector<Token> tokens;                        ///< of its runs, each once
  std::vector<std::pair<Token, Token>> identities;  ///< of each uuid: its run and commit
  bool may_be_kept = true;                          ///< nothing to warn of, and not just changed

  /// Where it is.
  struct Note {
    std::size_t list, entry;
  };
  std::vector<Note> notes;
  std::string commit;  ///< of the notes
  StampedFolder* folder = nullptr;
  std::vector<FolderRecord> records;
  Token last_commit = 0, last_tag = 0;
};

class Sources {
 public:
  /// Finds them all and stamps them, but reads none.
  Sources(const Store& store, const std::vector<Summary>& known);

  const std::vector<Source>& all() const { return sources_; }
  std::optional<std::size_t> find(std::string_view name) const;

  /// Each one once. Its stamp is then that of what was read, or of a moment before.
  void read(const std::vector<std::size_t>& which);
  /// The runs of those that were read, in brief; once. What could not be read is warned of.
  std::vector<KnownRun> collect_runs(const std::vector<std::size_t>& read);
  void save_digests();

 private:
  Source& source_called(const std::string& name);
  void find_notes();
  void find_folders(const std::vector<Summary>& known);
  void add_what_is_always_read();
  void read_folder(Source& source) const;
  bool read_note(const Source::Note& note, Source& source);

  const Store& store_;
  const std::int64_t started_ns_;
  const RecordExtract extract_;
  std::vector<git::NotesSource> refs_;
  std::vector<std::unique_ptr<git::NoteList>> lists_;  ///< of each ref
  std::vector<StampedFolder> folders_;
  std::vector<FolderRecord> tombstones_;
  std::vector<Source> sources_;
  std::unordered_map<std::string, std::size_t> by_name_;
  std::optional<DigestCache> digests_;  ///< once a note is needed
};

}  // namespace experiment
