#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace table {

/// A piece of a filter's text.
struct FilterToken {
  enum class Type { word, text, backquoted, double_quoted, comparison, open, close, end };
  Type type = Type::end;
  std::string text;    ///< without quotes
  std::size_t at = 0;  ///< byte where it begins
};

/// Cuts a filter into tokens, one look ahead.
class FilterLexer {
 public:
  explicit FilterLexer(std::string_view text) : text_(text) { advance(); }

  const FilterToken& token() const { return token_; }
  /// Throws UserError for an open quote, or an operator that there is not.
  void advance();
  /// Steps over this word (and, or, not; in any case) if it is next.
  bool skip_word(std::string_view word);
  /// How the token is called in a message: `'lr'`, "the end".
  std::string shown() const;
  /// UserError: bad filter '…': <reason> at character <n>.
  [[noreturn]] void fail(std::string_view reason, std::size_t at, std::string_view hint = {}) const;

 private:
  void read_quoted(FilterToken::Type type);

  std::string_view text_;
  std::size_t at_ = 0;
  FilterToken token_;
};

}  // namespace table
