#include "supervise/line_states.h"

#include <algorithm>
#include <cstring>

namespace supervise {

void LineStates::finish() {
  if (consumer_ == nullptr) return;
  if (!open_.empty()) consumer_->line(open_, true);
  open_.clear();
  return_ = false;
}

void LineStates::read(std::string_view bytes) {
  ControlFinder controls(bytes);
  std::size_t at = 0;
  while (at < bytes.size()) {
    if (escape_.active()) {
      const auto step = escape_.feed(bytes[at]);
      if (step != EscapeReader::Step::dropped) ++at;
      if (step == EscapeReader::Step::complete) apply_escape();
      continue;
    }
    const std::size_t stop = controls.next(at);
    if (stop > at) read_text(bytes.substr(at, stop - at));
    if (stop < bytes.size()) read_control(bytes[stop]);
    at = stop + 1;
  }
}

void LineStates::read_text(std::string_view text) {
  erasing_ = false;
  if (return_ && text[0] != '\n') take_return();
  return_ = false;
  while (!text.empty()) {
    const void* end = std::memchr(text.data(), '\n', text.size());
    if (end == nullptr) return keep(text);
    const auto length = static_cast<std::size_t>(static_cast<const char*>(end) - text.data());
    const std::string_view line = text.substr(0, length);
    if (open_.empty()) {
      consumer_->line(line.substr(0, longest_line), true);
    } else {
      keep(line);
      consumer_->line(open_, true);
      open_.clear();
    }
    text.remove_prefix(length + 1);
  }
}

void LineStates::read_control(char control) {
  if (control == '\r') {
    return_ = true;
  } else if (control == '\b') {
    if (return_) take_return();
    if (!erasing_) end_state();
    erasing_ = true;
    while (!open_.empty() && (open_.back() & '\xc0') == '\x80') open_.pop_back();
    if (!open_.empty()) open_.pop_back();
  } else {
    escape_.start();
  }
}

/// A cursor move or an erasure of the whole line ends a state; colours are nothing.
void LineStates::apply_escape() {
  const char letter = escape_.letter();
  if (letter == 0 || escape_.is_private()) return;
  const bool erases_all = letter == 'K' && (return_ || escape_.number(0, 0) == 2);
  if (!erases_all && std::strchr("ABEFGHJf", letter) == nullptr) return;
  take_return();
  return_ = false;
}

void LineStates::keep(std::string_view part) {
  open_.append(part.substr(0, longest_line - std::min(open_.size(), longest_line)));
}

void LineStates::end_state() {
  if (!open_.empty()) consumer_->line(open_, false);
}

void LineStates::take_return() {
  end_state();
  open_.clear();
}

}  // namespace supervise
