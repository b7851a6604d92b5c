#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace base {

/// Bytes of the system's entropy.
std::string random_bytes(std::size_t count);
/// `2 * bytes` lower-case hexadecimal digits.
std::string random_hex(std::size_t bytes);
std::uint64_t random_number();
/// A version 4 UUID in its canonical lower-case form (RFC 9562).
std::string random_uuid();
bool is_uuid(const std::string& text);

}  // namespace base
