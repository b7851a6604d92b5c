#pragma once

#include <string>
#include <string_view>
#include <utility>

namespace base {

/// Owns a file descriptor; -1 is "none". Closing never reports: whoever must know of a failed close uses AtomicFile.
class UniqueFd {
 public:
  UniqueFd() = default;
  explicit UniqueFd(int fd) : fd_(fd) {}
  UniqueFd(UniqueFd&& other) noexcept : fd_(other.release()) {}
  UniqueFd& operator=(UniqueFd&& other) noexcept {
    if (this != &other) reset(other.release());
    return *this;
  }
  UniqueFd(const UniqueFd&) = delete;
  UniqueFd& operator=(const UniqueFd&) = delete;
  ~UniqueFd() { reset(); }

  int value() const { return fd_; }
  explicit operator bool() const { return fd_ >= 0; }
  int release() { return std::exchange(fd_, -1); }
  void reset(int fd = -1);

 private:
  int fd_ = -1;
};

struct Pipe {
  UniqueFd read_end;
  UniqueFd write_end;
};

/// Both ends close-on-exec. Throws UserError when the process has no descriptors left.
Pipe make_pipe();

/// Writes all bytes, through short writes and EINTR. False, with errno set, on failure.
bool write_all(int fd, std::string_view bytes);

/// Everything up to the end of file. False, with errno set, on failure (`bytes` then holds what had come).
bool read_all(int fd, std::string& bytes);

}  // namespace base
