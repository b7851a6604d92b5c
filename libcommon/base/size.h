#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace base {

/// For people: "512 B", "2.3 KiB", "34 MiB".
std::string format_size(std::uint64_t bytes);

/// As git writes sizes: a whole number of bytes, or of powers of 1024 by "k", "m" or "g" behind it.
std::optional<std::uint64_t> parse_size(std::string_view text);

}  // namespace base
