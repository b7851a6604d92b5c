#include "supervise/file_head.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "base/fd.h"

namespace supervise {

std::string read_head(const std::string& path, std::size_t limit) {
  const base::UniqueFd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  struct stat info;
  if (!fd || ::fstat(fd.value(), &info) != 0 || !S_ISREG(info.st_mode)) return "";
  std::string head(limit, '\0');
  std::size_t filled = 0;
  while (filled < limit) {
    const ssize_t n = ::read(fd.value(), head.data() + filled, limit - filled);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) break;
    filled += static_cast<std::size_t>(n);
  }
  head.resize(filled);
  return head;
}

}  // namespace supervise
