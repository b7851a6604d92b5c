#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "experiment/record.h"
#include "experiment/store.h"

namespace exp_table {

/// What the notes, ours and fetched ones, say about a run, before any record in them is parsed.
struct NoteFact {
  std::int64_t rev = -1;  ///< the largest; -1: only edits
  std::string run;        ///< of the line with that rev
  std::vector<experiment::Edit> edits;

  /// What people last said under this key; "" nothing.
  std::string edited(std::string_view key) const;
};

/// One pass over the lines' prefixes: it tells which of 100,000 folders hold the newest record, so that only the others'
/// lines have to be parsed.
class NoteFacts {
 public:
  static NoteFacts read(const experiment::Store& store);
  void add_note(std::string_view text);

  bool is_empty() const { return by_uuid_.empty(); }
  /// Null if the notes do not know it.
  const NoteFact* find(std::string_view uuid) const;
  template <typename Visit>
  void for_each(Visit visit) const {
    for (const auto& [uuid, fact] : by_uuid_) visit(uuid, fact);
  }

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
  };
  std::unordered_map<std::string, NoteFact, Hash, std::equal_to<>> by_uuid_;
};

}  // namespace exp_table
