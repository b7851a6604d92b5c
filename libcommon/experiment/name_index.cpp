#include "experiment/name_index.h"

namespace experiment {

void NameIndex::clear() {
  names_.clear();
  found_last_ = SIZE_MAX;
  is_hashed_ = false;
}

NameIndex::Added NameIndex::add_hashed(std::string_view name) {
  if (!is_hashed_ || 2 * (names_.size() + 1) > slots_.size()) hash_all();
  Slot& slot = slot_of(name);
  if (slot.stamp == stamp_) return {slot.number, false};
  const auto number = static_cast<std::uint32_t>(names_.size());
  slot = {number, stamp_};
  names_.push_back(name);
  // The names up to here are those that come next time: all of them are different.
  before_.resize(number);
  before_.emplace_back(name);
  return {number, true};
}

std::optional<std::uint32_t> NameIndex::find_hashed(std::string_view name) {
  if (!is_hashed_) hash_all();
  const Slot& slot = slot_of(name);
  if (slot.stamp != stamp_) return std::nullopt;
  found_last_ = slot.number;
  return slot.number;
}

NameIndex::Slot& NameIndex::slot_of(std::string_view name) {
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = std::hash<std::string_view>()(name) & mask;
  while (slots_[at].stamp == stamp_ && names_[slots_[at].number] != name) at = (at + 1) & mask;
  return slots_[at];
}

void NameIndex::hash_all() {
  if (slots_.empty()) slots_.resize(128);
  while (2 * (names_.size() + 1) > slots_.size()) slots_.resize(2 * slots_.size());
  if (++stamp_ == 0) {
    slots_.assign(slots_.size(), Slot());
    stamp_ = 1;
  }
  for (std::size_t i = 0; i < names_.size(); ++i) slot_of(names_[i]) = {static_cast<std::uint32_t>(i), stamp_};
  is_hashed_ = true;
}

}  // namespace experiment
