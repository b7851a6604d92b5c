#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "experiment/packed.h"
#include "experiment/record.h"

/// What lists of experiments and look-ups need of a note, in a small part of its bytes. A reader of the digest comes to the
/// same runs as one of the note.
namespace experiment {

/// A line of a note that has the frozen prefix, in short.
struct DigestLine {
  enum class Kind { record, edit, unreadable };

  Kind kind = Kind::unreadable;
  LinePrefix prefix{};
  std::uint64_t hash = 0;  ///< of the line: of two that differ, they differ
  std::string_view edit;   ///< the whole line

  /// Of a record; the rest is in record().
  bool deleted = false;
  base::Timestamp updated;
  /// In brief: beside what identifies the run its kind, command, host, created, updated, state, message, whether it is
  /// deleted; n, started and ended of its last attempt; last, min and max of the metrics that were asked for.
  Record record() const;

  State state = State::queued;
  base::Timestamp created;
  std::string_view record_kind, command, host, message, attempt, metrics;  ///< packed, the first and `message` apart
};

/// `metrics`: which of them the records keep.
std::string make_note_digest(std::string_view note, const std::vector<std::string>& metrics);

/// Goes over a digest's lines, in the order of the note's. The digest's bytes must outlive what it gives.
class DigestReader {
 public:
  explicit DigestReader(std::string_view digest) : unpacker_(digest), unreadable_(unpacker_.number()) {}

  /// Lines without the prefix, or too long to be read: nobody's.
  std::size_t unreadable_lines() const { return unreadable_; }
  /// False at the end. What it set is valid as long as the digest.
  bool next(DigestLine& line);
  /// No digest, or not the whole of one; known when next() has returned false.
  bool is_broken() const { return unpacker_.is_broken(); }

 private:
  enum Slot { commit, record_kind, command, host, message, slots };

  std::string_view text_of(Slot slot);

  Unpacker unpacker_;
  std::size_t unreadable_;
  std::array<std::string_view, slots> before_;  ///< texts that are mostly those of the line before
  std::int64_t created_before_ = 0;
};

}  // namespace experiment
