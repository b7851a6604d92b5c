#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "base/fd.h"
#include "supervise/output_port.h"
#include "supervise/program.h"

namespace supervise {

/// The ways from the program's stdout and stderr to ours and to the caller. While the end of one stands still (a pager),
/// none is read: the program waits as it would without us, and what it prints later is not told earlier.
class ProgramOutput {
 public:
  ProgramOutput();

  /// `reader`: our non-blocking end of a pipe or pseudo-terminal; `our_fd`: 1 or 2.
  void add(base::UniqueFd reader, Stream stream, int our_fd, bool is_terminal);

  static constexpr std::size_t most_ways = 2;
  /// To wait for, -1 for none: what can be read now, and what must become writable.
  int readable_fd(std::size_t way) const;
  int writable_fd(std::size_t way) const;

  /// Takes what is there, if there is any.
  void read(std::size_t way, ProgramEvents& events);
  /// The port can be written again.
  void flush(std::size_t way);

  bool is_open(std::size_t way) const { return ways_[way] && ways_[way]->reader; }
  bool all_closed() const;  ///< every way has come to its end, or was closed
  bool blocked() const;     ///< some port keeps something that nobody takes
  bool relay_broken() const;
  void give_up_relay();                              ///< only the caller is still told
  void close();                                      ///< what still comes is not read any more
  std::int64_t last_ms() const { return last_ms_; }  ///< when something came, by the steady clock

 private:
  struct Way {
    base::UniqueFd reader;
    Stream stream;
    OutputPort port;
    bool is_terminal;
  };
  std::size_t fill(Way& way);

  std::array<std::optional<Way>, most_ways> ways_;
  std::unique_ptr<char[]> buffer_;
  std::int64_t last_ms_ = 0;
};

}  // namespace supervise
