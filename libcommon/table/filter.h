#pragma once

#include <memory>
#include <string_view>

#include "base/messages.h"
#include "table/column.h"

namespace table {

/// A condition on rows, `val/acc > 0.9 and not (opt = 'sgd' or lr < 1e-3)`.
///
///   condition  = part ("or" part)* ; part = term ("and" term)* ; term = "not" term | "(" condition ")" | comparison
///   comparison = value (= == != < <= > >=) value | value =~ regular-expression (RE2, found anywhere)
///   value      = number | 'text' | name | `name` | "name"
///
/// A bare name ends at a blank, a parenthesis or an operator, so that val/acc, top-1, mAP@0.5:0.95 and val/acc:max
/// need no quotes. On the right of an operator a name that no run has is text: `state = finished`. Numbers compare as
/// numbers when both sides are numbers, else both as text, bytewise. A missing value and NaN match nothing: neither
/// `lr > 1` nor `not (lr > 1)`, nor `lr != 1`.
class Filter {
 public:
  /// Throws UserError with what was expected and the character's number: syntax, nesting beyond 200, a bad pattern.
  static Filter parse(std::string_view text);
  Filter(Filter&&) noexcept;
  Filter& operator=(Filter&&) noexcept;
  ~Filter();

  /// Looks the names up; before it nothing may be asked. Unknown ones (left of an operator) are warned of.
  void bind(const Resolver& resolver, base::Messages& messages);
  /// Thread-safe.
  bool matches(const RowReader& row) const;

  struct Node;

 private:
  explicit Filter(std::unique_ptr<Node> root);
  std::unique_ptr<Node> root_;
};

}  // namespace table
