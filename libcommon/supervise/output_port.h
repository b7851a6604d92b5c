#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/fd.h"

namespace supervise {

/// Our own stdout or stderr, written without ever waiting for who reads it: a pager that stands still, a terminal
/// after ^S. The mode of the descriptor that we share with our caller is never changed.
class OutputPort {
 public:
  /// `fd` stays the caller's.
  explicit OutputPort(int fd);

  /// Passes on what can be, keeps the rest. Do not call while blocked(). A reader that is gone, or any other failure:
  /// broken(), and nothing is kept.
  void write(std::string_view bytes);
  /// Passes on what was kept.
  void flush();
  /// Something is kept: wait until poll_fd() can be written.
  bool blocked() const { return !kept_.empty(); }
  int poll_fd() const { return fd_; }
  bool broken() const { return broken_; }
  /// Nobody wants it any more.
  void give_up();

 private:
  enum class Kind { plain, reopened, socket, waiting };
  std::size_t pass_on(std::string_view bytes);

  base::UniqueFd own_;
  int fd_;
  Kind kind_ = Kind::plain;
  std::string kept_;
  bool broken_ = false;
};

}  // namespace supervise
