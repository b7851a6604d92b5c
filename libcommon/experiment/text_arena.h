#pragma once

#include <cstdint>
#include <cstring>
#include <memory>
#include <new>
#include <string_view>
#include <type_traits>
#include <vector>

namespace experiment {

/// Texts, and plain values, that live together: what add() returned stays valid until clear(). One block is kept for
/// the next use.
class TextArena {
 public:
  std::string_view add(std::string_view text) { return add(text, {}); }
  /// Both, joined.
  std::string_view add(std::string_view first, std::string_view second) {
    const std::size_t size = first.size() + second.size();
    if (size > free_bytes_) grow(size);
    char* const begin = free_;
    if (!first.empty()) std::memcpy(begin, first.data(), first.size());
    if (!second.empty()) std::memcpy(begin + first.size(), second.data(), second.size());
    skip(size);
    return {begin, size};
  }
  template <typename T>
  T* add_value(const T& value) {
    static_assert(std::is_trivially_destructible_v<T>);
    const std::size_t gap = -reinterpret_cast<std::uintptr_t>(free_) % alignof(T);
    if (gap + sizeof(T) > free_bytes_)
      grow(sizeof(T));
    else
      skip(gap);
    T* place = new (free_) T(value);
    skip(sizeof(T));
    return place;
  }
  void clear() {
    if (blocks_.size() > 1) blocks_.erase(blocks_.begin() + 1, blocks_.end());
    free_ = blocks_.empty() ? nullptr : blocks_[0].get();
    free_bytes_ = blocks_.empty() ? 0 : block_bytes;
  }

 private:
  static constexpr std::size_t block_bytes = 1u << 14;

  void skip(std::size_t bytes) {
    free_ += bytes;
    free_bytes_ -= bytes;
  }

  void grow(std::size_t size) {
    // The first block has the usual size, so that clear() knows what it keeps.
    const std::size_t bytes = blocks_.empty() || size < block_bytes ? block_bytes : size;
    blocks_.emplace_back(new char[bytes]);
    free_ = blocks_.back().get();
    free_bytes_ = bytes;
    if (size > bytes) grow(size);
  }

  std::vector<std::unique_ptr<char[]>> blocks_;
  char* free_ = nullptr;
  std::size_t free_bytes_ = 0;
};

}  // namespace experiment
