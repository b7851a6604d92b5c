#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "table/list_grid.h"

namespace exp_show {

/// Text for people, put together piece by piece. Whatever comes in is made harmless for a terminal here.
class Page {
 public:
  /// `width`: of the terminal, for tables; 0 without limit.
  Page(std::size_t width, bool colour) : width_(width), colour_(colour) {}

  /// A line in bold, with an empty one before it, unless it is the first.
  void heading(std::string_view text);
  /// "label      value"; nothing where the value is "".
  void field(std::string_view label, std::string_view value);
  /// The same for what is said only in so many words, without a label.
  void line(std::string_view text);
  void table(const table::ListGrid& grid);

  std::string take() { return std::move(text_); }

 private:
  std::size_t width_;
  bool colour_;
  std::string text_;
};

}  // namespace exp_show
