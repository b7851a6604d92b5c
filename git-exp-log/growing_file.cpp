#include "growing_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "base/fd.h"

namespace exp_log {
namespace {

constexpr std::size_t chunk = 256u << 10;
/// More than the lines that our own writer rewrites: 32, of any sensible width.
constexpr std::size_t most_compared = 64u << 10;
constexpr std::size_t longest_open_line = 4096;

std::string read_at(int fd, std::int64_t at, std::size_t size) {
  std::string bytes(size, '\0');
  std::size_t done = 0;
  while (done < size) {
    const ssize_t n = ::pread(fd, bytes.data() + done, size - done, at + static_cast<std::int64_t>(done));
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) break;
    done += static_cast<std::size_t>(n);
  }
  bytes.resize(done);
  return bytes;
}

}  // namespace

void GrowingFile::look(bool is_final, const Sink& sink) {
  const base::UniqueFd fd(::open(path_.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  struct stat info;
  if (!fd || ::fstat(fd.value(), &info) != 0 || !S_ISREG(info.st_mode)) return;
  const std::pair identity(info.st_dev, info.st_ino);
  if (identity_ && *identity_ != identity) {
    offset_ = 0;
    given_.clear();
  }
  identity_ = identity;
  go_back_to_change(fd.value(), info.st_size);
  offset_ = give_whole_lines(fd.value(), info.st_size, is_final, sink);
  open_line_ = read_at(fd.value(), offset_, longest_open_line);
  open_line_.resize(std::min(open_line_.size(), open_line_.find('\n')));
}

/// To the beginning of the first line that is another one than was given; to the file's if it is another file altogether.
void GrowingFile::go_back_to_change(int fd, std::int64_t size) {
  if (given_.empty()) {
    if (size < offset_) offset_ = 0;
    return;
  }
  const std::int64_t begin = offset_ - static_cast<std::int64_t>(given_.size());
  const std::string now = read_at(fd, begin, given_.size());
  if (now == given_) return;
  const auto change = std::mismatch(now.begin(), now.end(), given_.begin()).first - now.begin();
  const std::size_t line = given_.substr(0, static_cast<std::size_t>(change)).rfind('\n');
  const std::size_t kept = line == given_.npos ? 0 : line + 1;
  given_.resize(kept);
  offset_ = kept == 0 ? 0 : begin + static_cast<std::int64_t>(kept);
}

std::int64_t GrowingFile::give_whole_lines(int fd, std::int64_t size, bool is_final, const Sink& sink) {
  std::int64_t given_to = offset_;
  std::string waiting;  // since `given_to`
  for (std::int64_t at = offset_; at < size;) {
    const std::string bytes = read_at(fd, at, std::min(chunk, static_cast<std::size_t>(size - at)));
    if (bytes.empty()) break;
    at += static_cast<std::int64_t>(bytes.size());
    waiting += bytes;
    const std::size_t end = waiting.rfind('\n');
    // A line without end is not held in memory as a whole.
    const std::size_t ready = end != waiting.npos ? end + 1 : waiting.size() > chunk ? waiting.size() : 0;
    if (ready == 0) continue;
    sink(std::string_view(waiting).substr(0, ready));
    remember(std::string_view(waiting).substr(0, ready));
    given_to += static_cast<std::int64_t>(ready);
    waiting.erase(0, ready);
  }
  if (is_final && !waiting.empty()) {
    sink(waiting);
    given_to += static_cast<std::int64_t>(waiting.size());
  }
  return given_to;
}

void GrowingFile::remember(std::string_view bytes) {
  given_ += bytes;
  if (given_.size() > most_compared) given_.erase(0, given_.size() - most_compared);
}

}  // namespace exp_log
