#include "base/sha256.h"

#include <sha2.h>

#include <cstdint>

namespace base {
namespace {

const std::uint8_t* bytes_of(std::string_view text) {
  return reinterpret_cast<const std::uint8_t*>(text.data());
}

}  // namespace

std::string sha256(std::string_view bytes) {
  char hex[SHA256_DIGEST_STRING_LENGTH];
  ::SHA256Data(bytes_of(bytes), bytes.size(), hex);
  return hex;
}

struct Sha256::State {
  SHA2_CTX context;
};

Sha256::Sha256() : state_(std::make_unique<State>()) {
  ::SHA256Init(&state_->context);
}

Sha256::~Sha256() = default;

void Sha256::add(std::string_view bytes) {
  ::SHA256Update(&state_->context, bytes_of(bytes), bytes.size());
}

std::string Sha256::hex() {
  char hex[SHA256_DIGEST_STRING_LENGTH];
  ::SHA256End(&state_->context, hex);
  return hex;
}

}  // namespace base
