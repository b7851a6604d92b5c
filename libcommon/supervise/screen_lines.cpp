#include "supervise/screen_lines.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "base/text.h"
#include "base/utf8.h"

namespace supervise {
namespace {

/// Text at least this long is looked at for its last lines only.
constexpr std::size_t long_text = 16 * 1024;
/// A cursor sent further to the right than this is not followed: it would be filled with blanks.
constexpr std::size_t last_column = 4096;

/// Where the last `window_lines` lines and the open one begin; at most `window_bytes` before the end.
std::size_t window_start(std::string_view text) {
  std::size_t at = text.size();
  for (std::size_t lines = 0; lines <= ScreenLines::window_lines; ++lines) {
    const void* end = at == 0 ? nullptr : ::memrchr(text.data(), '\n', at);
    if (end == nullptr) {
      at = 0;
      break;
    }
    at = static_cast<std::size_t>(static_cast<const char*>(end) - text.data());
    if (lines == ScreenLines::window_lines) return at + 1;
  }
  return std::max(at, text.size() - std::min(text.size(), ScreenLines::window_bytes));
}

struct Place {
  std::size_t offset;
  std::size_t column;  ///< one more than asked for where that is the second half of a wide character
};

/// The first character at or behind a column; the end of the line where it is shorter.
Place find_column(std::string_view line, std::size_t wanted) {
  Place place{0, 0};
  while (place.offset < line.size()) {
    std::size_t next = place.offset;
    const auto code = base::decode_utf8(line, next);
    const std::size_t width = code ? base::code_width(*code) : 1;
    if (place.column >= wanted && width > 0) break;
    place.offset = code ? next : place.offset + 1;
    place.column += width;
  }
  return place;
}

std::size_t width_of(std::string_view line) {
  return find_column(line, line.size() + 1).column;
}

/// How many bytes at the end are the begin of a character whose rest is still to come.
std::size_t cut_character(std::string_view text) {
  for (std::size_t n = 1; n <= 3 && n <= text.size(); ++n) {
    const auto byte = static_cast<unsigned char>(text[text.size() - n]);
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return n < (byte >= 0xf0 ? 4u : byte >= 0xe0 ? 3u : 2u) ? n : 0;
  }
  return 0;
}

/// Writes over what is there, from a column on.
void overwrite(std::string& line, std::size_t column, std::string_view text) {
  Place from = find_column(line, column);
  // The second half of a wide character: as on a terminal, its first half becomes a blank.
  if (from.column > column) from = find_column(line, column - 1);
  const std::size_t end = column + width_of(text);
  const Place to = find_column(line, end);
  std::string replaced(column - std::min(column, from.column), ' ');
  replaced.append(text);
  if (to.column > end) replaced.append(to.column - end, ' ');
  line.replace(from.offset, to.offset - from.offset, replaced);
}

}  // namespace

void ScreenLines::feed(std::string_view bytes) {
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
    if (stop > at) feed_text(bytes.substr(at, stop - at));
    if (stop < bytes.size()) feed_control(bytes[stop]);
    at = stop + 1;
  }
}

void ScreenLines::feed_text(std::string_view text) {
  std::string joined;
  if (!cut_.empty()) {
    joined = std::exchange(cut_, {}).append(text);
    text = joined;
  }
  if (return_) {
    return_ = false;
    if (text[0] != '\n') move_to_column(0);
  }
  if (edit_ && at_end_ && row_ + 1 == lines_.size()) leave_edit();
  if (!edit_) return append(text);
  const std::size_t cut = cut_character(text);
  edit_text(text.substr(0, text.size() - cut));
  cut_ = text.substr(text.size() - cut);
}

void ScreenLines::feed_cut() {
  if (!cut_.empty()) edit_text(std::exchange(cut_, {}));
}

void ScreenLines::feed_control(char control) {
  feed_cut();
  if (control == '\r') {
    return_ = true;
  } else if (control == '\b') {
    const std::size_t before = return_ ? 0 : column();
    return_ = false;
    move_to_column(before - std::min<std::size_t>(before, 1));
  } else {
    escape_.start();
  }
}

void ScreenLines::append(std::string_view text) {
  if (text.size() >= long_text) {
    const std::size_t start = window_start(text);
    if (start > 0) {
      if (!tail_.empty()) final_.final_text(tail_);
      final_.final_text(text.substr(0, start));
      tail_.assign(text.substr(start));
      return;
    }
  }
  tail_.append(text);
  if (tail_.size() > 2 * window_bytes) trim_tail();
}

void ScreenLines::trim_tail() {
  const std::size_t start = window_start(tail_);
  if (start == 0) return;
  final_.final_text(std::string_view(tail_).substr(0, start));
  tail_.erase(0, start);
}

void ScreenLines::edit() {
  if (edit_) return;
  trim_tail();
  lines_ = base::split(tail_, '\n');
  tail_.clear();
  row_ = lines_.size() - 1;
  at_end_ = true;
  edit_ = true;
}

void ScreenLines::leave_edit() {
  tail_ = base::join(lines_, "\n");
  lines_.clear();
  edit_ = false;
}

void ScreenLines::edit_text(std::string_view text) {
  while (true) {
    const std::size_t end = text.find('\n');
    put(text.substr(0, end));
    if (end == text.npos) return;
    next_line();
    text.remove_prefix(end + 1);
  }
}

void ScreenLines::put(std::string_view text) {
  if (text.empty()) return;
  std::string& line = lines_[row_];
  if (at_end_) {
    line.append(text);
    // An endless line above others: no memory for that.
    if (line.size() > 2 * window_bytes) commit(), edit();
    return;
  }
  overwrite(line, column_, text);
  move_to_column(column_ + width_of(text));
}

void ScreenLines::next_line() {
  if (row_ + 1 < lines_.size()) {
    ++row_;
    return move_to_column(0);
  }
  lines_.emplace_back();
  at_end_ = true;
  if (lines_.size() > window_lines + 1) {
    lines_.front() += '\n';
    final_.final_text(lines_.front());
    lines_.erase(lines_.begin());
  } else {
    ++row_;
  }
}

std::size_t ScreenLines::column() const {
  if (!edit_) return width_of(std::string_view(tail_).substr(tail_.rfind('\n') + 1));
  return at_end_ ? width_of(lines_[row_]) : column_;
}

void ScreenLines::move_to_column(std::size_t column) {
  edit();
  column_ = column;
  const Place place = find_column(lines_[row_], column);
  at_end_ = place.offset == lines_[row_].size() && place.column == column;
}

void ScreenLines::move_to_row(std::size_t row) {
  edit();
  const std::size_t kept = column();
  row_ = std::min(row, lines_.size() - 1);
  move_to_column(kept);
}

void ScreenLines::erase_in_line(int mode) {
  if (!edit_ && mode == 0) return;
  edit();
  std::string& line = lines_[row_];
  const std::size_t kept = column();
  if (mode == 0) line.erase(find_column(line, kept).offset);
  if (mode == 1) overwrite(line, 0, std::string(std::min(kept + 1, width_of(line)), ' '));
  if (mode == 2) line.clear();
  move_to_column(kept);
}

void ScreenLines::apply_escape() {
  const char letter = escape_.letter();
  if (letter == 0 || letter == 'm' || escape_.is_private()) return;
  if (return_) move_to_column(0);
  return_ = false;
  const int first = escape_.number(0, 0);
  const auto count = static_cast<std::size_t>(std::max(first, 1));
  switch (letter) {
    case 'K': return erase_in_line(first);
    case 'A':
    case 'F':
      edit();
      move_to_row(row_ - std::min(row_, count));
      break;
    case 'B':
    case 'E':
      edit();
      move_to_row(row_ + count);
      break;
    case 'C': return move_to_column(std::max(column(), std::min(column() + count, last_column)));
    case 'D': return move_to_column(column() - std::min(column(), count));
    case 'G': return move_to_column(std::min(count - 1, last_column));
    case 'J':
      if (first == 0 && edit_) {
        erase_in_line(0);
        lines_.resize(row_ + 1);
      }
      if (first >= 2) commit();
      return;
    case 'H':
    case 'f': return commit();  // a new page: what was on the old one stays
    default: return;
  }
  if (letter == 'E' || letter == 'F') move_to_column(0);
}

void ScreenLines::commit() {
  feed_cut();
  if (edit_) leave_edit();
  return_ = false;
  if (!tail_.empty() && tail_.back() != '\n') tail_ += '\n';
  if (!tail_.empty()) final_.final_text(tail_);
  tail_.clear();
}

std::string ScreenLines::window() const {
  return edit_ ? base::join(lines_, "\n") : tail_;
}

}  // namespace supervise
