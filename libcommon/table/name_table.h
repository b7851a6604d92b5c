#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace table {

/// What a value is: something about the run itself (state, tag, seed, …), a hyper-parameter, or a metric. Each kind
/// has its own names: `lr` can be a parameter and a metric.
enum class Kind : std::uint8_t { info, param, metric };

using NameId = std::uint32_t;

/// Names as small numbers, counted from 0 in the order in which they were added. Names may hold any bytes.
class NameTable {
 public:
  NameTable() = default;
  NameTable(NameTable&&) = default;  // no copies: ids_ points into entries_
  NameTable& operator=(NameTable&&) = default;

  /// The number of this name; a new one if it was not known.
  NameId add(Kind kind, std::string_view name);
  std::optional<NameId> find(Kind kind, std::string_view name) const;

  Kind kind(NameId id) const { return entries_[id].kind; }
  const std::string& name(NameId id) const { return entries_[id].name; }
  std::size_t size() const { return entries_.size(); }

 private:
  struct Entry {
    Kind kind;
    std::string name;
  };
  std::deque<Entry> entries_;  // a deque: the maps' keys point into it
  std::array<std::unordered_map<std::string_view, NameId>, 3> ids_;
};

}  // namespace table
