#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "targets.h"

/// libFuzzer's entry (preset `fuzz`). EXP_FUZZ_TARGET names the target: one program holds them all.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const fuzz::Target* const target = [] {
    const char* name = std::getenv("EXP_FUZZ_TARGET");
    const fuzz::Target* found = fuzz::find_target(name ? name : "");
    if (found) return found;
    std::fputs("EXP_FUZZ_TARGET must be one of:\n", stderr);
    for (const auto& known : fuzz::targets()) std::fprintf(stderr, "  %s\n", known.name);
    std::exit(2);
  }();
  target->check({reinterpret_cast<const char*>(data), size});
  return 0;
}
