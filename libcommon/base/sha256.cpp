#include "base/sha256.h"

#include <sha2.h>

#include <cstdint>

namespace base {

std::string sha256(std::string_view bytes) {
  char hex[SHA256_DIGEST_STRING_LENGTH];
  ::SHA256Data(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size(), hex);
  return hex;
}

}  // namespace base
