#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace base {

/// A JSON value as text people and programs wrote it: numbers keep their digits, objects their order.
/// This is the whole suite's in-memory JSON; parsing is experiment/json_parse.h (by simdjson), writing is here.
class Json {
 public:
  enum class Kind { null, boolean, number, string, array, object };
  using Member = std::pair<std::string, Json>;

  Json() = default;  ///< null
  static Json boolean(bool value);
  /// `text` must be a JSON number, or NaN, Infinity, -Infinity, which are written as those strings.
  static Json number(std::string text);
  static Json integer(std::int64_t value);
  /// The shortest text that reads back equal.
  static Json real(double value);
  /// Bytes that are not UTF-8 are written as {"base64":"…"}.
  static Json string(std::string text);
  static Json array(std::vector<Json> items = {});
  static Json object(std::vector<Member> members = {});

  Kind kind() const { return kind_; }
  bool is_null() const { return kind_ == Kind::null; }
  bool is_number() const { return kind_ == Kind::number; }
  bool is_string() const { return kind_ == Kind::string; }
  bool is_array() const { return kind_ == Kind::array; }
  bool is_object() const { return kind_ == Kind::object; }

  bool as_boolean() const { return text_ == "true"; }
  /// The digits of a number, the characters of a string, `true`/`false`/`null`; "" for arrays and objects.
  /// A {"base64":"…"} object counts as the string it stands for.
  std::string text() const;
  std::optional<std::int64_t> find_integer() const;

  const std::vector<Json>& items() const { return items_; }
  const std::vector<Member>& members() const { return members_; }
  std::vector<Json>& items() { return items_; }
  std::vector<Member>& members() { return members_; }

  /// The last member of that name, as JSON readers agree on; null pointer if absent or not an object.
  const Json* find(std::string_view name) const;
  /// text() of that member if it is a string or a number; else "".
  std::string text_of(std::string_view name) const;
  /// Replaces the member of that name in place, or appends it.
  void set(std::string_view name, Json value);
  void erase(std::string_view name);
  void push_back(Json value) { items_.push_back(std::move(value)); }

  /// One line without blanks.
  std::string compact() const;
  /// Indented by two, scalars' arrays on one line, a final newline: for files that people read.
  std::string pretty() const;

  friend bool operator==(const Json&, const Json&) = default;

 private:
  Kind kind_ = Kind::null;
  std::string text_;
  std::vector<Json> items_;
  std::vector<Member> members_;
};

/// `"…"` with what JSON demands escaped, also U+2028/2029 and what a terminal would obey (DEL, C1, turned directions);
/// other UTF-8 stays as it is. Bytes that are not UTF-8 become U+FFFD: for what may lose them (messages); records use
/// Json::string.
std::string json_quote(std::string_view text);

/// True for what JSON calls a number (RFC 8259): no leading zeros, no `15.`, no NaN.
bool is_json_number(std::string_view text);

}  // namespace base
