#include "supervise/terminal_text.h"

#include <algorithm>
#include <cstring>

namespace supervise {
namespace {

constexpr std::array<char, 3> controls = {'\r', '\b', EscapeReader::esc};
/// A title or link that never ends must not swallow the output behind it.
constexpr std::size_t longest_string = 4096;
constexpr std::size_t longest_numbers = 64;

}  // namespace

std::size_t ControlFinder::next(std::size_t at) {
  for (std::size_t i = 0; i < controls.size(); ++i) {
    if (searched_ && places_[i] >= at) continue;
    const void* place = std::memchr(bytes_.data() + at, controls[i], bytes_.size() - at);
    places_[i] =
        place == nullptr ? bytes_.size() : static_cast<std::size_t>(static_cast<const char*>(place) - bytes_.data());
  }
  searched_ = true;
  return *std::min_element(places_.begin(), places_.end());
}

void EscapeReader::start() {
  state_ = State::after_escape;
  letter_ = 0;
  private_ = false;
  numbers_.clear();
  length_ = 0;
}

EscapeReader::Step EscapeReader::in_numbers(char byte) {
  if (byte >= 0x40 && byte <= 0x7e) {
    letter_ = byte;
    state_ = State::none;
    return Step::complete;
  }
  if (byte < 0x20 || byte == 0x7f || numbers_.size() >= longest_numbers) {
    state_ = State::none;
    return Step::dropped;
  }
  if ((byte < '0' || byte > '9') && byte != ';' && byte != ':') private_ = true;
  numbers_ += byte;
  return Step::more;
}

EscapeReader::Step EscapeReader::feed(char byte) {
  switch (state_) {
    case State::after_escape:
      if (byte == '[') {
        state_ = State::numbers;
        return Step::more;
      }
      if (std::strchr("]PX^_", byte) != nullptr && byte != 0) {
        state_ = State::string;
        return Step::more;
      }
      if (byte >= 0x20 && byte <= 0x2f) {
        state_ = State::one_more;
        return Step::more;
      }
      state_ = State::none;
      if (byte < 0x30 || byte == 0x7f) return Step::dropped;
      if (byte == 'M') letter_ = 'A';
      return Step::complete;
    case State::numbers: return in_numbers(byte);
    case State::one_more: state_ = State::none; return byte >= 0x20 && byte != 0x7f ? Step::complete : Step::dropped;
    case State::string:
    case State::string_escape: {
      const bool ends = byte == '\a' || (state_ == State::string_escape && byte == '\\');
      const bool broken = byte == '\n' || ++length_ > longest_string;
      state_ = ends || broken ? State::none : byte == esc ? State::string_escape : State::string;
      return broken ? Step::dropped : ends ? Step::complete : Step::more;
    }
    case State::none: break;
  }
  return Step::dropped;
}

int EscapeReader::number(std::size_t n, int missing) const {
  std::size_t start = 0;
  for (; n > 0; --n) {
    start = numbers_.find(';', start);
    if (start == numbers_.npos) return missing;
    ++start;
  }
  int value = 0;
  std::size_t at = start;
  for (; at < numbers_.size() && numbers_[at] >= '0' && numbers_[at] <= '9'; ++at)
    value = std::min(value * 10 + (numbers_[at] - '0'), 9999);
  return at == start ? missing : value;
}

}  // namespace supervise
