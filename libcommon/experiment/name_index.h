#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace experiment {

/// Numbers the names of a file 0, 1, 2, … as they come, and finds them again. Made for file after file: most have the
/// names of the file before, in the same order, and then a comparison does where else a hash table is needed.
class NameIndex {
 public:
  struct Added {
    std::uint32_t number;
    bool is_new;
  };
  /// The name's bytes must stay until clear().
  Added add(std::string_view name) {
    const std::size_t number = names_.size();
    if (!is_hashed_ && number < before_.size() && before_[number] == name) {
      names_.push_back(name);
      return {static_cast<std::uint32_t>(number), true};
    }
    return add_hashed(name);
  }

  std::optional<std::uint32_t> find(std::string_view name) {
    if (names_.empty()) return std::nullopt;
    // Who looks names up does so in their order, too.
    if (++found_last_ < names_.size() && names_[found_last_] == name) return static_cast<std::uint32_t>(found_last_);
    return find_hashed(name);
  }

  /// For the next file.
  void clear();

 private:
  struct Slot {
    std::uint32_t number = 0;
    std::uint32_t stamp = 0;
  };

  Added add_hashed(std::string_view name);
  std::optional<std::uint32_t> find_hashed(std::string_view name);
  Slot& slot_of(std::string_view name);
  void hash_all();

  std::vector<std::string_view> names_;
  std::vector<std::string> before_;  ///< names that came in this order in a file before, each once
  std::size_t found_last_ = SIZE_MAX;
  bool is_hashed_ = false;   ///< slots_ hold names_
  std::vector<Slot> slots_;  ///< a power of two; of older stamps: free
  std::uint32_t stamp_ = 0;
};

}  // namespace experiment
