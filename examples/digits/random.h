#pragma once

#include <cstddef>
#include <cstdint>
#include <numeric>
#include <utility>
#include <vector>

/// SplitMix64. Own code, because std::shuffle and the distributions of the standard library differ from one
/// implementation to the next. The whole state is one number, which is what a checkpoint has to keep.
struct Random {
  std::uint64_t state = 0;

  std::uint64_t next() {
    std::uint64_t z = state += 0x9e3779b97f4a7c15;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
  }

  /// Evenly distributed from -limit to +limit.
  float symmetric(float limit) {
    return limit * (static_cast<float>(next() >> 40) / 8388608.0F - 1.0F);  // 24 bits: what a float holds
  }

  /// The numbers 0 … size - 1 in random order.
  std::vector<std::size_t> permutation(std::size_t size) {
    std::vector<std::size_t> order(size);
    std::iota(order.begin(), order.end(), std::size_t{0});
    for (std::size_t left = size; left > 1; --left) std::swap(order[left - 1], order[next() % left]);
    return order;
  }
};
