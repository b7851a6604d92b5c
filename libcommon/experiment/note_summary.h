#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>

#include "base/time.h"
#include "experiment/store.h"

namespace experiment {

/// What claims and publishing have to know of a commit's notes, without reading them again each time.
struct NoteSummary {
  std::size_t lines = 0;                            ///< in our own refs
  std::map<std::string, std::int64_t> largest_ids;  ///< of each tag, own and fetched notes together
  base::Timestamp rewritten;  ///< when publish() last wrote a long note of this commit; 0 if unknown
};

/// Notes of at most this many lines are cheap: always read, rewritten at each run's end, never cached.
inline constexpr std::size_t short_note_lines = 100;
/// An id above this one, in a note, is taken for hostile: believed, it would leave no number for the runs after it.
inline constexpr std::int64_t largest_believed_id = 99'999'999;

/// Reads the notes of the commit in all refs; long ones from `<common dir>/exp/cache/note-<commit>`, as long as no
/// notes ref has moved (10,000 lines: 15 ms to read, 0.1 ms from the cache). The cache may be deleted at any time.
NoteSummary summarize_note(const Store& store, const std::string& commit);

/// Notes in the cache that the commit's note has just been rewritten.
void remember_rewrite(const Store& store, const std::string& commit);

}  // namespace experiment
