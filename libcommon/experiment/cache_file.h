#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "experiment/store.h"

namespace experiment {

/// Replaces a file below `<common dir>/exp/cache`, which may be deleted at any time. One that cannot be written costs
/// time, nothing else, so that is not said: what matters will be where it is written.
void write_cache_file(const Store& store, const std::string& path, std::string_view bytes);

/// With a checksum behind them: against damage, not against people.
std::string seal(std::string bytes);
/// Without it; nothing if it is not theirs.
std::optional<std::string_view> unseal(std::string_view bytes);
inline constexpr std::size_t checksum_bytes = 8;

}  // namespace experiment
