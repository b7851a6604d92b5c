#include "supervise/program_output.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "base/time.h"

namespace supervise {
namespace {

constexpr std::size_t buffer_size = 256 * 1024;
/// A terminal gives 4 KiB at a time; so much of it is passed on at once.
constexpr std::size_t terminal_size = 64 * 1024;
/// What a pipe holds at most. Emptied before the other stream gets its turn: lines of the two are cut less often.
constexpr std::size_t most_at_once = 1 << 20;

}  // namespace

ProgramOutput::ProgramOutput() : buffer_(new char[buffer_size]) {}

void ProgramOutput::add(base::UniqueFd reader, Stream stream, int our_fd, bool is_terminal) {
  const auto free = std::find(ways_.begin(), ways_.end(), std::nullopt);
  free->emplace(Way{std::move(reader), stream, OutputPort(our_fd), is_terminal});
}

int ProgramOutput::readable_fd(std::size_t way) const {
  const auto& one = ways_[way];
  return one && !blocked() ? one->reader.value() : -1;
}

int ProgramOutput::writable_fd(std::size_t way) const {
  const auto& one = ways_[way];
  return one && one->port.blocked() ? one->port.poll_fd() : -1;
}

/// How much came; closes the way at its end.
std::size_t ProgramOutput::fill(Way& way) {
  const std::size_t size = way.is_terminal ? terminal_size : buffer_size;
  std::size_t filled = 0;
  while (filled < size) {
    const ssize_t n = ::read(way.reader.value(), buffer_.get() + filled, size - filled);
    if (n < 0 && errno == EINTR) continue;
    // EIO: the last process that had the terminal open has closed it.
    if (n == 0 || (n < 0 && errno != EAGAIN)) way.reader.reset();
    if (n <= 0) break;
    filled += static_cast<std::size_t>(n);
    if (!way.is_terminal) break;
  }
  return filled;
}

void ProgramOutput::read(std::size_t way, ProgramEvents& events) {
  auto& one = ways_[way];
  for (std::size_t taken = 0; one && one->reader && !blocked() && taken < most_at_once;) {
    const std::size_t filled = fill(*one);
    if (filled == 0) return;
    taken += filled;
    last_ms_ = base::steady_ms();
    const std::string_view bytes(buffer_.get(), filled);
    one->port.write(bytes);
    events.output(one->stream, bytes);
    if (one->is_terminal || filled < buffer_size) return;
  }
}

void ProgramOutput::flush(std::size_t way) {
  if (ways_[way]) ways_[way]->port.flush();
}

bool ProgramOutput::all_closed() const {
  return std::none_of(ways_.begin(), ways_.end(), [](const auto& way) { return way && way->reader; });
}

bool ProgramOutput::blocked() const {
  return std::any_of(ways_.begin(), ways_.end(), [](const auto& way) { return way && way->port.blocked(); });
}

bool ProgramOutput::relay_broken() const {
  return std::any_of(ways_.begin(), ways_.end(), [](const auto& way) { return way && way->port.broken(); });
}

void ProgramOutput::give_up_relay() {
  for (auto& way : ways_)
    if (way) way->port.give_up();
}

void ProgramOutput::close() {
  for (auto& way : ways_)
    if (way) way->reader.reset();
}

}  // namespace supervise
