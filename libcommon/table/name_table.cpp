#include "table/name_table.h"

namespace table {

NameId NameTable::add(Kind kind, std::string_view name) {
  auto& ids = ids_[static_cast<std::size_t>(kind)];
  if (const auto known = ids.find(name); known != ids.end()) return known->second;
  const auto id = static_cast<NameId>(entries_.size());
  entries_.push_back({kind, std::string(name)});
  ids.emplace(entries_.back().name, id);
  return id;
}

std::optional<NameId> NameTable::find(Kind kind, std::string_view name) const {
  const auto& ids = ids_[static_cast<std::size_t>(kind)];
  const auto known = ids.find(name);
  if (known == ids.end()) return std::nullopt;
  return known->second;
}

}  // namespace table
