#include "table/filter_lexer.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/error.h"
#include "base/text.h"
#include "table/place.h"

namespace table {

namespace {

constexpr std::string_view blanks = " \t\r\n";
constexpr std::string_view ends_word = " \t\r\n()=!<>'\"`";

}  // namespace

void FilterLexer::advance() {
  at_ = std::min(text_.find_first_not_of(blanks, at_), text_.size());
  token_ = {FilterToken::Type::end, {}, at_};
  if (at_ == text_.size()) return;
  switch (text_[at_]) {
    case '\'': return read_quoted(FilterToken::Type::text);
    case '"': return read_quoted(FilterToken::Type::double_quoted);
    case '`': return read_quoted(FilterToken::Type::backquoted);
    case '(': token_.type = FilterToken::Type::open; break;
    case ')': token_.type = FilterToken::Type::close; break;
    default: break;
  }
  if (token_.type != FilterToken::Type::end) {
    token_.text = text_[at_++];
    return;
  }
  for (const std::string_view op : {"=~", "==", "!=", "<=", ">=", "=", "<", ">"}) {
    if (text_.substr(at_, op.size()) != op) continue;
    token_ = {FilterToken::Type::comparison, std::string(op), at_};
    at_ += op.size();
    return;
  }
  if (text_[at_] == '!') fail("'!' is no operator", at_, "write 'not', or '!=' between two values");
  const std::size_t end = std::min(text_.find_first_of(ends_word, at_), text_.size());
  token_ = {FilterToken::Type::word, std::string(text_.substr(at_, end - at_)), at_};
  at_ = end;
}

void FilterLexer::read_quoted(FilterToken::Type type) {
  const char quote = text_[at_];
  token_ = {type, {}, at_++};
  for (; at_ < text_.size(); ++at_) {
    if (text_[at_] == quote) {
      if (at_ + 1 == text_.size() || text_[at_ + 1] != quote) break;
      ++at_;  // doubled: the character itself
    }
    token_.text += text_[at_];
  }
  if (at_ == text_.size()) fail("a quote is not closed", token_.at);
  ++at_;
}

bool FilterLexer::skip_word(std::string_view word) {
  if (token_.type != FilterToken::Type::word || base::lower_ascii(token_.text) != word) return false;
  advance();
  return true;
}

std::string FilterLexer::shown() const {
  return token_.type == FilterToken::Type::end ? "the end" : base::quoted(token_.text);
}

void FilterLexer::fail(std::string_view reason, std::size_t at, std::string_view hint) const {
  std::vector<std::string> hints;
  if (!hint.empty()) hints.emplace_back(hint);
  throw base::UserError(
      fmt::format("bad filter {}: {} at character {}", base::quoted(text_), reason, character_number(text_, at)),
      std::move(hints));
}

}  // namespace table
