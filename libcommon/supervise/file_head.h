#pragma once

#include <cstddef>
#include <string>

namespace supervise {

/// At most the first `limit` bytes of a regular file or a file of /proc; "" if it cannot be read. Never blocks on a FIFO.
std::string read_head(const std::string& path, std::size_t limit);

}  // namespace supervise
