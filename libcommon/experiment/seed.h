#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

/// Seeds: one root per run, streams derived by name. Contract and formula: storage.md, "Seeds".
namespace experiment {

inline constexpr std::int64_t largest_seed = 0x7fffffff;  ///< 2^31 - 1

/// Uniform over 0 … largest_seed, from the system's entropy.
std::int64_t draw_seed();
/// A whole number in range; nothing else.
std::optional<std::int64_t> parse_seed(std::string_view text);
/// The top 31 bits of SplitMix64's first output for the state `root XOR FNV-1a-64(name)`.
std::int64_t derive_seed(std::int64_t root, std::string_view name);

}  // namespace experiment
