#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

/// Seeds: one root per run, streams derived by name. Contract and formula: storage.md, "Seeds".
namespace experiment {

inline constexpr std::int64_t largest_seed = 0x7fffffff;  ///< 2^31 - 1

/// Uniform over 0 … largest_seed, from the system's entropy.
std::int64_t draw_seed();
/// A whole number in range, digits only; nothing else.
std::optional<std::int64_t> parse_seed(std::string_view text);

/// Both ends belong to it.
using SeedRange = std::pair<std::int64_t, std::int64_t>;
/// "1..20", for `option`, which a UsageError names: no seeds, the larger one first, more than 10,000.
SeedRange parse_seed_range(std::string_view option, std::string_view text);

/// The top 31 bits of SplitMix64's first output for the state `root XOR FNV-1a-64(name)`. Every language's version gives:
///
///     root        name            derived
///     0           ""              1640021504
///     0           "data"          1238612868
///     1           "data"          1901931928
///     42          "model/init"    862254884
///     2147483647  "größe"         1596910547     (UTF-8)
std::int64_t derive_seed(std::int64_t root, std::string_view name);

}  // namespace experiment
