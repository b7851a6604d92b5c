#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

/// What programs send to a terminal besides text, for those who turn it into lines (log, line states).
namespace supervise {

/// Finds the bytes that make text more than text: `\r`, `\b` and ESC. Each kind is searched at memory speed and its
/// next place remembered, so that a chunk is read three times at most, however many of them it holds.
class ControlFinder {
 public:
  explicit ControlFinder(std::string_view bytes) : bytes_(bytes) {}
  /// The first of these bytes at or behind `at`; the end if there is none. `at` must not go back between calls.
  std::size_t next(std::size_t at);

 private:
  std::string_view bytes_;
  std::array<std::size_t, 3> places_{};
  bool searched_ = false;
};

/// One escape sequence, read byte by byte, from what follows ESC.
class EscapeReader {
 public:
  static constexpr char esc = '\x1b';

  /// The next byte is the one behind ESC.
  void start();
  bool active() const { return state_ != State::none; }
  /// How the byte was taken: the sequence goes on; it is complete; or the byte cannot be part of it, the sequence is
  /// dropped, and the byte is still to be read as what it is.
  enum class Step { more, complete, dropped };
  Step feed(char byte);

  /// Of a complete sequence: the last letter of `ESC [ … letter`; 'M' after ESC M as "A" (up); 0 for all others.
  char letter() const { return letter_; }
  /// The n-th number of `ESC [ 1 ; 2 letter`, or `missing`. Numbers are cut at 9999.
  int number(std::size_t n, int missing) const;
  /// A private sequence (`ESC [ ? 25 l`): never one that moves or erases.
  bool is_private() const { return private_; }

 private:
  enum class State { none, after_escape, numbers, one_more, string, string_escape };
  Step in_numbers(char byte);

  State state_ = State::none;
  char letter_ = 0;
  bool private_ = false;
  std::string numbers_;
  std::size_t length_ = 0;
};

}  // namespace supervise
