#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace table {

/// One value as the program wrote it, or none. Only a view: the Batch, Table or buffer that it came from owns the
/// bytes.
class Cell {
 public:
  Cell() = default;  ///< missing
  explicit Cell(std::string_view text) : text_(text.data() ? text : std::string_view("")) {}

  bool missing() const { return text_.data() == nullptr; }
  /// "" for a missing one.
  std::string_view text() const { return text_; }
  /// The number that the text is (base::parse_number: also `15.`, `nan`, `-Infinity`); nothing for any other text.
  std::optional<double> number() const;

 private:
  std::string_view text_;
};

/// Equal text, or numbers of equal value ("0.1" and "1e-1", any two NaN), or both missing.
bool same_value(Cell a, Cell b);

}  // namespace table
