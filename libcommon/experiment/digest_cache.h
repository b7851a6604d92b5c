#pragma once

#include <cstddef>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "experiment/note_digest.h"
#include "experiment/store.h"
#include "git/notes.h"

namespace experiment {

/// The metrics that digests keep: those of exp.metric.
std::vector<std::string> metrics_of_digests(const Settings& settings);

/// The digests of all notes, by the notes' object ids, in `<common dir>/exp/cache/digests`: what has not changed since the
/// last look is not read again. The file may be deleted at any time; one that is broken, or of another version or
/// exp.metric, counts as none. A repository with little history has none.
class DigestCache {
 public:
  explicit DigestCache(const Store& store);

  const std::vector<std::string>& metrics() const { return metrics_; }

  /// By several threads at once, as what follows. What is returned stays valid as long as the cache.
  std::optional<std::string_view> find(const git::Oid& blob);
  /// Of a note that had to be read. Notes of objects that cannot be read are not given.
  std::string_view add(const git::Oid& blob, std::string_view note);
  /// For who needs no digest: whether one is worth to be made, since it will be kept.
  bool wants(std::string_view note);

  /// When all notes have been looked at: writes the file anew, without those that no note has any more, if there is so
  /// much new that it is worth it. What cannot be written is not said.
  void save();

 private:
  struct Digest {
    std::string_view bytes;
    std::string made;            ///< holds them if they are new
    std::size_t note_bytes = 0;  ///< of the note, if it is new
    bool is_used = false;
  };

  void load();
  bool load_entries(std::string_view bytes);
  bool can_be_written();
  bool is_small_enough(const Digest& digest) const;

  const Store& store_;
  const std::string path_;
  const std::vector<std::string> metrics_;
  std::string file_;
  std::mutex mutex_;
  std::unordered_map<git::Oid, Digest> digests_;  ///< references stay valid
  std::size_t bytes_missed_ = 0;
  std::optional<bool> can_be_written_;
};

}  // namespace experiment
