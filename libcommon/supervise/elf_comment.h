#pragma once

#include <string>
#include <vector>

namespace supervise {

/// What compilers and linkers left about themselves in a program's `.comment` section ("GCC: (Debian 12.2.0-14) 12.2.0"),
/// each once, sorted. Empty for anything but a sound ELF file, and for a stripped one.
std::vector<std::string> compilers_of(const std::string& path);

}  // namespace supervise
