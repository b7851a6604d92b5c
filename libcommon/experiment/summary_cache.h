#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "experiment/store.h"

/// What load_summaries() keeps in `<common dir>/exp/cache/summaries-<kind>`. The file may be deleted at any time; one that
/// is broken, or of another version or key, counts as none.
namespace experiment {

/// What a part of the history was read from: the notes of a commit, or a folder with runs.
struct SummarySource {
  std::string_view name;
  std::string_view stamp;                  ///< another one wherever what is read there may be another
  std::vector<std::string_view> rich_ids;  ///< as in StampedFolder
};

/// Hashes of what ties runs to each other: commits, tags, uuids.
using Token = std::uint64_t;

struct Summary {
  std::vector<SummarySource> sources;
  std::string_view tokens;  ///< packed, of all its runs
  std::string_view text;

  template <typename Visit>
  void for_each_token(const Visit& visit) const {
    Token token = 0;
    for (std::size_t at = 0; at + sizeof token <= tokens.size(); at += sizeof token) {
      std::memcpy(&token, tokens.data() + at, sizeof token);
      visit(token);
    }
  }
};
std::string pack_tokens(const std::vector<Token>& tokens);

class SummaryCache {
 public:
  /// `key` is what the summaries depend on beside their sources.
  SummaryCache(const Store& store, const std::string& kind, std::string key);

  /// As they were read; valid as long as the cache.
  const std::vector<Summary>& summaries() const { return summaries_; }
  /// Replaces the file. What cannot be written is not said.
  void save(const std::vector<Summary>& summaries) const;

 private:
  bool load(std::string_view bytes);

  const Store& store_;
  const std::string path_;
  const std::string key_;
  std::string file_;
  std::vector<Summary> summaries_;
};

}  // namespace experiment
