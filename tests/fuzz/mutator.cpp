#include "mutator.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace fuzz {
namespace {

/// What parsers stumble over, whatever their grammar.
const std::vector<std::string>& common_words() {
  static const std::vector<std::string> words = {"\n",
                                                 "\r\n",
                                                 "\r",
                                                 "\t",
                                                 " ",
                                                 std::string(1, '\0'),
                                                 "\x1b[31m",
                                                 "\x1b[",
                                                 "\xc2\x9b",
                                                 "\x9b",
                                                 "\xef\xbb\xbf",
                                                 "\xff",
                                                 "\xe2\x80\xae",
                                                 "\\u0000",
                                                 "\\ud800",
                                                 "..",
                                                 "../",
                                                 "/",
                                                 "//",
                                                 "-",
                                                 "--",
                                                 "'",
                                                 "\"",
                                                 "\\",
                                                 "`",
                                                 "{",
                                                 "}",
                                                 "[",
                                                 "]",
                                                 "(",
                                                 ")",
                                                 ":",
                                                 ",",
                                                 "=",
                                                 "#",
                                                 "@",
                                                 "*",
                                                 "?",
                                                 "%s",
                                                 "0",
                                                 "-1",
                                                 "1e99",
                                                 "1e400",
                                                 "-0",
                                                 "NaN",
                                                 "Infinity",
                                                 "null",
                                                 "true",
                                                 "9223372036854775807",
                                                 "9223372036854775808",
                                                 "-9223372036854775808",
                                                 "4294967296",
                                                 "00000000000000000001",
                                                 "0.1",
                                                 "1e-5"};
  return words;
}

}  // namespace

Mutator::Mutator(std::vector<std::string> kept, std::vector<std::string> words, std::uint64_t seed)
    : kept_(std::move(kept)), words_(std::move(words)), random_(seed) {
  if (kept_.empty()) kept_.emplace_back();
  // Twice: the target's own words are the better ones.
  const auto own = words_;
  words_.insert(words_.end(), own.begin(), own.end());
  words_.insert(words_.end(), common_words().begin(), common_words().end());
}

std::string Mutator::next() {
  std::string text = any(kept_);
  for (std::size_t changes = 1 + below(6); changes > 0; --changes) change(text);
  if (text.size() > longest) text.resize(longest);
  return text;
}

void Mutator::change(std::string& text) {
  const std::size_t at = below(text.size() + 1);
  const std::size_t size = below(std::min<std::size_t>(text.size() - at, 64) + 1);
  switch (below(8)) {
    case 0: text.erase(at, size); break;
    case 1: text.resize(at); break;
    case 2: text.insert(at, any(words_)); break;
    case 3: text.replace(at, size, any(words_)); break;
    case 4: double_piece(text); break;
    case 5: {
      const std::string& other = any(kept_);
      const std::size_t from = below(other.size() + 1);
      text.replace(at, std::string::npos, other, from, std::string::npos);
      break;
    }
    default: change_bytes(text);
  }
}

void Mutator::change_bytes(std::string& text) {
  if (text.empty()) return;
  for (std::size_t count = 1 + below(4); count > 0; --count) {
    char& byte = text[below(text.size())];
    byte = below(2) ? static_cast<char>(byte ^ (1 << below(8))) : static_cast<char>(random_() & 0xff);
  }
}

void Mutator::double_piece(std::string& text) {
  const std::size_t at = below(text.size() + 1);
  const std::string piece = text.substr(at, 1 + below(48));
  // Now and then very often: deep nesting, long lines.
  for (std::size_t times = below(16) == 0 ? 1 + below(600) : 1; times > 0 && text.size() < longest; --times)
    text.insert(at, piece);
}

}  // namespace fuzz
