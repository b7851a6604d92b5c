#pragma once

#include <cstdint>
#include <string>

namespace base {

/// For people: "512 B", "2.3 KiB", "34 MiB".
std::string format_size(std::uint64_t bytes);

}  // namespace base
