#pragma once

#include <array>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>

#include "experiment/json_text.h"
#include "experiment/json_tokens.h"
#include "experiment/text_arena.h"

/// JSON token by token, for readers that need no tree. What is accepted, and why, is said at parse_json().
namespace experiment {

/// Of what a visitor's number() got: JSON has it, it is none of NaN, Infinity, -Infinity.
inline bool is_plain_number(std::string_view text) {
  return text.back() >= '0' && text.back() <= '9';
}

/// text == word, without a call.
template <std::size_t size>
bool is_word(std::string_view text, const char (&word)[size]) {
  return text.size() == size - 1 && std::memcmp(text.data(), word, size - 1) == 0;
}

/// The value of what most numbers look like: at most 15 digits, perhaps with a sign and a point (such a quotient of
/// two exact numbers is the nearest double). Nothing means that others have to look.
inline std::optional<double> find_common_number(std::string_view token) {
  static constexpr double powers[] = {1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                      1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
  const char* at = token.data();
  const char* const end = at + token.size();
  std::int64_t digits = 0;
  const auto take_digits = [&] {
    const char* const begin = at;
    for (; at != end && static_cast<unsigned char>(*at - '0') <= 9; ++at) digits = 10 * digits + (*at - '0');
    return at - begin;
  };
  if (token.size() > 16) return std::nullopt;
  const bool is_negative = *at == '-';
  if (is_negative) ++at;
  const bool begins_with_zero = at != end && *at == '0';
  const auto whole = take_digits();
  if (whole == 0 || whole > 15 || (begins_with_zero && whole > 1)) return std::nullopt;
  double value = static_cast<double>(digits);
  if (at != end) {
    if (*at++ != '.') return std::nullopt;
    const auto decimals = take_digits();
    if (decimals == 0 || at != end || whole + decimals > 15) return std::nullopt;
    value = static_cast<double>(digits) / powers[decimals];
  }
  return is_negative ? -value : value;
}

/// Walks over the tokens of a document. The visitor has
///   begin_object(), end_object(), begin_array(), end_array(),
///   name(text) of the member whose value comes next, string(text),
///   number(text, value) as it was written (NaN, Infinity, -Infinity in this spelling), with its value if that cost
///   nothing to know, word(text) for true, false, null,
/// and, if it likes, passes_over(first), asked before an array or object with its bracket: true to hear nothing of what is
/// in it, of which then only brackets, names and commas are checked.
/// A template, so that the calls cost next to nothing: a table reads tens of millions of tokens.
template <typename Visitor>
class JsonWalk {
 public:
  JsonWalk(std::string_view text, JsonTokenizer::Tokens tokens, TextArena& arena, Visitor& visitor)
      : text_(text),
        next_(tokens.offsets),
        end_(tokens.offsets + tokens.count),
        has_escapes_(text.find('\\') != std::string_view::npos),
        arena_(arena),
        visitor_(visitor) {}

  bool document() {
    while (true) {
      if (next_ == end_) return false;
      const char first = text_[*next_];
      if (first == '{' || first == '[') {
        if constexpr (can_pass_over)
          if (!is_silent() && visitor_.passes_over(first)) silent_from_ = depth_ + 1;
        if (!open(first == '{')) return false;
        if (!is_at(first == '{' ? '}' : ']')) {
          if (first == '{' && !name()) return false;
          continue;
        }
      } else if (is_silent() ? !pass_scalar(first) : !scalar(take_token())) {
        return false;
      }
      switch (behind_value()) {
        case Behind::value: break;
        case Behind::end: return next_ == end_;
        case Behind::fault: return false;
      }
    }
  }

 private:
  enum class Behind { value, end, fault };
  static constexpr bool can_pass_over = requires(Visitor visitor) { visitor.passes_over('{'); };

  bool is_at(char c) const { return next_ != end_ && text_[*next_] == c; }

  bool open(bool is_object) {
    if (depth_ == deepest_json) return false;
    is_object_[depth_++] = is_object;
    if (!is_silent()) is_object ? visitor_.begin_object() : visitor_.begin_array();
    ++next_;
    return true;
  }

  /// Closes what ends here, and goes to where the next value begins.
  Behind behind_value() {
    while (depth_ > 0) {
      const bool is_object = is_object_[depth_ - 1];
      if (next_ == end_) return Behind::fault;
      const char c = text_[*next_++];
      if (c == ',') return !is_object || name() ? Behind::value : Behind::fault;
      if (c != (is_object ? '}' : ']')) return Behind::fault;
      if (!is_silent())
        is_object ? visitor_.end_object() : visitor_.end_array();
      else if (depth_ == silent_from_)
        silent_from_ = 0;
      --depth_;
    }
    return Behind::end;
  }

  /// From the token's first character to its last: what is between it and the next token is blanks.
  std::string_view take_token() {
    const std::size_t begin = *next_++;
    std::size_t end = next_ == end_ ? text_.size() : *next_;
    while (end > begin + 1 && is_blank(text_[end - 1])) --end;
    return text_.substr(begin, end - begin);
  }

  static bool is_blank(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

  bool is_silent() const {
    if constexpr (can_pass_over) return silent_from_ > 0;
    return false;
  }

  bool pass_scalar(char first) {
    ++next_;
    return first != ',' && first != ':' && first != '}' && first != ']';
  }

  bool name() {
    if (!is_at('"')) return false;
    if (is_silent()) {
      ++next_;
      if (!is_at(':')) return false;
      ++next_;
      return true;
    }
    const std::string_view token = take_token();
    if (!is_at(':')) return false;
    ++next_;
    std::string_view name;
    if (!string_text(token, name)) return false;
    visitor_.name(name);
    return true;
  }

  bool scalar(std::string_view token) {
    if (token.front() == '"') {
      std::string_view text;
      if (!string_text(token, text)) return false;
      visitor_.string(text);
    } else if (const auto value = find_common_number(token)) {
      visitor_.number(token, value);
    } else if (const auto number = find_number(token)) {
      visitor_.number(*number, std::nullopt);
    } else if (is_word(token, "true") || is_word(token, "false") || is_word(token, "null")) {
      visitor_.word(token);
    } else {
      return false;
    }
    return true;
  }

  bool string_text(std::string_view token, std::string_view& text) {
    if (token.size() < 2 || token.back() != '"') return false;
    text = token.substr(1, token.size() - 2);
    if (!has_escapes_ || text.find('\\') == std::string_view::npos) return true;
    std::string unescaped;
    if (!append_unescaped(text, unescaped)) return false;
    text = arena_.add(unescaped);
    return true;
  }

  std::string_view text_;
  const std::uint32_t *next_, *end_;
  bool has_escapes_;
  TextArena& arena_;
  Visitor& visitor_;
  std::array<bool, deepest_json> is_object_;  ///< of the open arrays and objects
  int depth_ = 0;
  int silent_from_ = 0;  ///< the depth from which on nothing is said; 0: none
};

/// False if the text is no JSON document (explain_json_fault() knows why); the visitor may have seen a part of it by
/// then. Texts are views into `text`, or into `arena` where there were escapes. json_padding bytes behind `text` must
/// be readable.
template <typename Visitor>
bool walk_json(std::string_view text, JsonTokenizer& tokenizer, TextArena& arena, Visitor& visitor) {
  text = without_bom(text);
  return JsonWalk<Visitor>(text, tokenizer.find(text), arena, visitor).document();
}

}  // namespace experiment
