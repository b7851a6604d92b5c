#include "experiment/seed.h"

#include "base/error.h"
#include "base/random.h"
#include "base/text.h"

namespace experiment {
namespace {

/// FNV-1a, 64 bits (draft-eastlake-fnv).
std::uint64_t hash_name(std::string_view name) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  return hash;
}

/// The first output of SplitMix64 (Steele, Lea, Flood 2014) for this state.
std::uint64_t split_mix(std::uint64_t state) {
  std::uint64_t z = state + 0x9e3779b97f4a7c15;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
  z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
  return z ^ (z >> 31);
}

std::int64_t top_31_bits(std::uint64_t bits) {
  return static_cast<std::int64_t>(bits >> 33);
}

}  // namespace

std::int64_t draw_seed() {
  return top_31_bits(base::random_number());
}

std::optional<std::int64_t> parse_seed(std::string_view text) {
  const auto value = base::is_digits(text) ? base::parse_integer(text) : std::nullopt;
  if (!value || *value > largest_seed) return std::nullopt;
  return value;
}

SeedRange parse_seed_range(std::string_view option, std::string_view text) {
  constexpr std::int64_t most = 10'000;
  const auto dots = text.find("..");
  const auto first = dots == text.npos ? std::nullopt : parse_seed(text.substr(0, dots));
  const auto last = dots == text.npos ? std::nullopt : parse_seed(text.substr(dots + 2));
  const auto refuse = [&](const char* wanted) -> base::UsageError {
    return base::UsageError("option '" + std::string(option) + "' wants " + wanted + ", not " + base::quoted(text));
  };
  if (!first || !last) throw refuse("<a>..<b>, whole numbers from 0 to 2147483647");
  if (*last < *first) throw refuse("the smaller seed first");
  if (*last - *first >= most) throw refuse("at most 10000 seeds");
  return {*first, *last};
}

std::int64_t derive_seed(std::int64_t root, std::string_view name) {
  return top_31_bits(split_mix(static_cast<std::uint64_t>(root) ^ hash_name(name)));
}

}  // namespace experiment
