#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "experiment/digest_cache.h"
#include "experiment/record.h"
#include "experiment/store.h"
#include "git/notes.h"

namespace exp_table {

/// Where a note is: which of the refs, which of its notes.
struct NotePlace {
  std::uint32_t ref = 0;
  std::uint32_t note = 0;
  friend auto operator<=>(const NotePlace&, const NotePlace&) = default;
};

/// What the notes, ours and fetched ones, say about a run, before any record in them is parsed.
struct NoteFact {
  std::int64_t rev = -1;  ///< the largest; -1: only edits
  std::string run;        ///< of the line with that rev
  git::Oid commit;        ///< the same
  NotePlace place;        ///< the same
  std::size_t line_hash = 0;
  /// All lines say the same run and commit, and none but one has the largest rev: that is the record.
  bool is_plain = true;
  bool is_deleted = false;  ///< some line says so
  std::vector<experiment::Edit> edits;

  /// What people last said under this key; "" nothing.
  std::string edited(std::string_view key) const;
};

/// One pass over the lines' prefixes, or over the notes' digests: it tells which of 100,000 folders hold the newest record,
/// and of the other runs which line has to be parsed.
class NoteFacts {
 public:
  static NoteFacts read(const experiment::Store& store);
  void add_note(std::string_view text, NotePlace place = {});

  bool is_empty() const { return by_uuid_.empty(); }
  /// Null if the notes do not know it.
  const NoteFact* find(std::string_view uuid) const;
  template <typename Visit>
  void for_each(Visit visit) const {
    for (const auto& [uuid, fact] : by_uuid_) visit(uuid, fact);
  }
  /// A note that read() has met, again. By several threads at once.
  git::NoteText text_of(NotePlace place) const { return lists_[place.ref]->read(place.note); }

 private:
  /// A line that says something.
  struct Found {
    std::string uuid, run;
    std::int64_t rev;
    std::optional<git::Oid> commit;
    std::size_t hash;
    bool is_deleted;
    std::optional<experiment::Edit> edit;
  };
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
  };

  static std::vector<Found> scan(std::string_view text);
  static std::vector<Found> scan(git::NoteList& list, std::size_t i, experiment::DigestCache& digests);
  static std::vector<Found> scan_digest(std::string_view digest);
  void add(std::vector<Found> lines, NotePlace place);

  std::unordered_map<std::string, NoteFact, Hash, std::equal_to<>> by_uuid_;
  std::vector<std::unique_ptr<git::NoteList>> lists_;
};

}  // namespace exp_table
