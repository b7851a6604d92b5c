#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

namespace experiment {

/// Numbers names 0, 1, 2, … as they come. clear() costs nothing, so that one index serves file after file.
class NameIndex {
 public:
  std::optional<std::uint32_t> find(std::string_view name) const {
    if (slots_.empty()) return std::nullopt;
    const Slot& slot = slots_[slot_of(name)];
    return slot.stamp == stamp_ ? std::optional(slot.number) : std::nullopt;
  }

  struct Added {
    std::uint32_t number;
    bool is_new;
  };
  /// The name's bytes must stay until clear().
  Added add(std::string_view name) {
    if (2 * (size_ + 1) > slots_.size()) grow();
    Slot& slot = slots_[slot_of(name)];
    if (slot.stamp == stamp_) return {slot.number, false};
    slot = {name, size_++, stamp_};
    return {slot.number, true};
  }

  void clear() {
    size_ = 0;
    if (++stamp_ == 0) {
      slots_.clear();
      stamp_ = 1;
    }
  }

 private:
  struct Slot {
    std::string_view name;
    std::uint32_t number = 0;
    std::uint32_t stamp = 0;
  };

  std::size_t slot_of(std::string_view name) const {
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = std::hash<std::string_view>()(name) & mask;
    while (slots_[at].stamp == stamp_ && slots_[at].name != name) at = (at + 1) & mask;
    return at;
  }

  void grow() {
    std::vector<Slot> old(slots_.empty() ? 128 : 2 * slots_.size());
    old.swap(slots_);
    for (const Slot& slot : old)
      if (slot.stamp == stamp_) slots_[slot_of(slot.name)] = slot;
  }

  std::vector<Slot> slots_;  // a power of two
  std::uint32_t size_ = 0;
  std::uint32_t stamp_ = 1;
};

}  // namespace experiment
