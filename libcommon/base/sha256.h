#pragma once

#include <string>
#include <string_view>

namespace base {

/// Lower-case hexadecimal SHA-256 (FIPS 180-4), by libmd.
std::string sha256(std::string_view bytes);

}  // namespace base
