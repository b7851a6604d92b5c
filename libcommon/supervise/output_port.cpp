#include "supervise/output_port.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace supervise {
namespace {

/// A pipe that can be written at all takes this much (PIPE_BUF) without waiting.
constexpr std::size_t never_waits = 4096;

}  // namespace

OutputPort::OutputPort(int fd) : fd_(fd) {
  struct stat info;
  if (::fstat(fd, &info) != 0) {
    broken_ = true;
  } else if (S_ISSOCK(info.st_mode)) {
    kind_ = Kind::socket;
  } else if (S_ISFIFO(info.st_mode) || ::isatty(fd) == 1) {
    // O_NONBLOCK belongs to the open file, which our caller's shell uses too; opened anew it is ours alone.
    const std::string path = "/proc/self/fd/" + std::to_string(fd);
    own_.reset(::open(path.c_str(), O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
    kind_ = own_ ? Kind::reopened : Kind::waiting;
    if (own_) fd_ = own_.value();
  }
}

void OutputPort::write(std::string_view bytes) {
  if (broken_) return;
  bytes.remove_prefix(pass_on(bytes));
  if (!broken_) kept_.assign(bytes);
}

void OutputPort::flush() {
  kept_.erase(0, pass_on(kept_));
  if (broken_) kept_.clear();
}

void OutputPort::give_up() {
  broken_ = true;
  kept_.clear();
}

std::size_t OutputPort::pass_on(std::string_view bytes) {
  std::size_t done = 0;
  while (done < bytes.size()) {
    const std::string_view rest = bytes.substr(done);
    ssize_t n;
    if (kind_ == Kind::socket) {
      n = ::send(fd_, rest.data(), rest.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
    } else if (kind_ == Kind::waiting) {
      pollfd ready{fd_, POLLOUT, 0};
      if (::poll(&ready, 1, 0) == 0) break;
      n = ::write(fd_, rest.data(), std::min(rest.size(), never_waits));
    } else {
      n = ::write(fd_, rest.data(), rest.size());
    }
    if (n < 0 && errno == EINTR) continue;
    if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) break;
    if (n <= 0) {
      broken_ = true;
      break;
    }
    done += static_cast<std::size_t>(n);
  }
  return done;
}

}  // namespace supervise
